//! Pages that take the place of the server's own answers.

use crate::model::evaluate::{Doubt, Known, open};
use crate::model::{Call, CallKind, CallTarget, ErrorStatus, Template, Text};

/// The status that a page for this one goes out with; `None`: there is no page for it.
pub(super) fn page(pages: &[Call], status: u16) -> Option<Known<u16>> {
    let found = pages.iter().rev().find_map(|call| match &call.kind {
        CallKind::ErrorPage { statuses, status: shown } if statuses.contains(&status) => Some((call, shown)),
        _ => None,
    });
    found.map(|(call, shown)| match shown {
        ErrorStatus::Set(shown) => Ok(*shown),
        ErrorStatus::Keep => Ok(status),
        ErrorStatus::FromTarget => open(Doubt::File(path(&call.to)), call.at),
    })
}

fn path(target: &CallTarget) -> Text {
    match target {
        CallTarget::Path(path) => path.constant().map(Text::from).unwrap_or_default(),
        CallTarget::Redirect(Template { .. }) | CallTarget::Named(..) | CallTarget::Status(_) => {
            Text::default()
        }
    }
}
