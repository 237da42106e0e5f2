//! What the keyword tables of all dialects have in common: numbers for names, sets of places, classes.
//!
//! Must not know any keyword.

use rustc_hash::FxHashMap;

/// What the analysis makes of a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Lowering reads it.
    Understood,
    /// It cannot decide whether a request is answered or whether the server starts.
    NoBearing,
    /// It could matter and is not modelled.
    Relevant,
    /// Of a module that the server's makers do not ship.
    ThirdParty,
}

/// No upper limit of arguments.
pub const MANY: u8 = u8::MAX;

/// Whether a keyword takes so many arguments; [`MANY`] is no limit.
pub fn takes(fewest: u8, most: u8, arguments: usize) -> bool {
    arguments >= fewest as usize && (most == MANY || arguments <= most as usize)
}

/// The number of each name, from 1.
pub type Numbers<Name> = FxHashMap<Name, u16>;

pub fn numbers<Name: std::hash::Hash + Eq>(names: impl Iterator<Item = Name>) -> Numbers<Name> {
    names.zip(1..).collect()
}

/// A set of places where a keyword may stand, as bits.
macro_rules! places {
    ($(#[$about:meta])* $set:ident($bits:ty) { $($(#[$doc:meta])* $place:ident = $value:expr;)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $set(pub $bits);

        impl $set {
            pub const NONE: $set = $set(0);
            $($(#[$doc])* pub const $place: $set = $set($value);)*

            pub fn meets(self, other: $set) -> bool {
                self.0 & other.0 != 0
            }

            pub const fn or(self, other: $set) -> $set {
                $set(self.0 | other.0)
            }
        }
    };
}

/// A table of keywords, `KEYWORDS`, with the number of each as a constant of the module `kw`.
macro_rules! table {
    ($($constant:ident $name:literal => $row:expr;)*) => {
        /// Counts the rows, so that each name knows its number.
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[repr(u16)]
        enum Number {
            UNKNOWN_NAME,
            $($constant,)*
        }

        /// The number of each name, in upper case.
        pub mod kw {
            use super::Number;
            /// A name that is not in the table.
            pub const UNKNOWN_NAME: u16 = Number::UNKNOWN_NAME as u16;
            $(
                #[doc = concat!("`", $name, "`")]
                pub const $constant: u16 = Number::$constant as u16;
            )*
        }

        static KEYWORDS: &[Keyword] = &[$($row,)*];

        /// All rows, sorted by their names.
        pub fn all() -> &'static [Keyword] {
            KEYWORDS
        }

        /// The row of a number that [`lookup`] gave.
        pub fn info(keyword: u16) -> Option<&'static Keyword> {
            KEYWORDS.get((keyword as usize).checked_sub(1)?)
        }
    };
}

pub(super) use {places, table};

#[cfg(test)]
pub mod tests {
    /// The code of a dialect but for its table: what a test looks for names in.
    pub fn code(folder: &str) -> String {
        let mut code = String::new();
        let mut folders = vec![std::path::PathBuf::from(folder)];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.file_name().is_some_and(|name| name != "keywords.rs") {
                    code.push_str(&std::fs::read_to_string(path).unwrap());
                }
            }
        }
        code
    }
}
