//! Groups of settings, each kept once.

use crate::model::Id;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::{BuildHasher, Hash};

/// Items of one part of the model, without doubles.
#[derive(Debug)]
pub struct Interner<T> {
    part: usize,
    items: Vec<T>,
    /// Hash to the last item that has it.
    index: FxHashMap<u64, u32>,
}

impl<T: Hash + Eq> Interner<T> {
    pub fn new(part: usize) -> Self {
        Interner { part, items: Vec::new(), index: FxHashMap::default() }
    }

    /// The item's id; the first of equal items is kept.
    pub fn add(&mut self, item: T) -> Id<T> {
        let hash = FxBuildHasher.hash_one(&item);
        if let Some(&index) = self.index.get(&hash)
            && self.items[index as usize] == item
        {
            return Id::new(self.part, index as usize);
        }
        // Two different items with one hash are rare; the later one wins the index.
        self.items.push(item);
        self.index.insert(hash, self.items.len() as u32 - 1);
        Id::new(self.part, self.items.len() - 1)
    }

    /// Adds an item that no other can equal: it was written at a place of its own.
    pub fn push(&mut self, item: T) -> Id<T> {
        self.items.push(item);
        Id::new(self.part, self.items.len() - 1)
    }

    pub fn items(&self) -> &[T] {
        &self.items
    }

    pub fn into_items(mut self) -> Vec<T> {
        self.items.shrink_to_fit();
        self.items
    }
}
