//! What a block replaces as a whole, and what else it hands inwards: error pages, gates, access lists,
//! limiters, files, TLS towards clients.

use super::super::keywords::kw;
use super::super::values;
use super::part::Part;
use super::scope::{Line, Root, Scope, read};
use crate::model::*;
use crate::source::At;
use std::sync::Arc;

/// Lists that a block replaces as a whole, and what else is handed inwards.
#[derive(Debug, Default)]
pub struct Lists {
    error_pages: Option<Vec<Call>>,
    auth: Option<Vec<Call>>,
    mirrors: Option<Vec<Call>>,
    access: Option<Vec<Access>>,
    limits: Vec<Limit>,
    limit_statuses: [Option<Setting<u16>>; 2],
    certificates: Vec<Setting<Template>>,
    keys: Vec<Setting<Template>>,
    tls: Option<ServerTls>,
    opaque: Option<At>,
    /// Root or index files are written here.
    files: bool,
}

impl Lists {
    pub fn take(&mut self, part: &mut Part<'_>, scope: &mut Scope, line: Line<'_>) {
        let term = line.term();
        match line.node.keyword() {
            kw::ERROR_PAGE => {
                if let Some(call) = super::call::error_page(part, line) {
                    self.error_pages.get_or_insert_default().push(call);
                }
            }
            kw::AUTH_REQUEST | kw::MIRROR => {
                let Some((text, at)) = line.arg(0) else { return };
                let mirror = line.node.keyword() == kw::MIRROR;
                let own = if mirror { &mut self.mirrors } else { &mut self.auth };
                let own = own.get_or_insert_default();
                if text != b"off" {
                    let to = CallTarget::Path(part.template(text, at));
                    let kind = if mirror { CallKind::Mirror } else { CallKind::Auth };
                    own.push(Call { kind, to, at: line.head() });
                }
            }
            kw::ALLOW | kw::DENY => {
                let Some((text, _)) = line.arg(0) else { return };
                let who = super::call::access_who(text);
                let allow = line.node.keyword() == kw::ALLOW;
                self.access.get_or_insert_default().push(Access { allow, who, at: line.head() });
            }
            kw::ROOT | kw::ALIAS => {
                let Some((text, at)) = line.arg(0) else { return };
                let alias = line.node.keyword() == kw::ALIAS;
                self.files = true;
                scope.root = Some(Root { path: Arc::new(part.template(text, at)), alias });
            }
            kw::INDEX => {
                let list: Vec<Template> =
                    line.node.args().map(|word| part.template(word.bytes(), line.at(word))).collect();
                scope.index = list.into();
                self.files = true;
            }
            kw::AUTOINDEX => {
                scope.autoindex = line.arg(0).and_then(|(text, _)| values::flag(text)) == Some(true);
                self.files = true;
            }
            kw::INTERNAL => scope.internal = true,
            kw::LIMIT_REQ | kw::LIMIT_CONN => self.limits.extend(super::call::limit(line)),
            kw::LIMIT_REQ_STATUS | kw::LIMIT_CONN_STATUS => {
                let which = (line.node.keyword() == kw::LIMIT_CONN_STATUS) as usize;
                self.limit_statuses[which] =
                    read(part, line, term, |text| values::number(text).map(|n| n as u16));
            }
            kw::SSL_CERTIFICATE => {
                let Some((text, at)) = line.arg(0) else { return };
                part.named_file(FileRole::Certificate, line, 0, true);
                self.certificates.push(Setting::written(term, at, part.template(text, at)));
            }
            kw::SSL_CERTIFICATE_KEY => {
                let Some((text, at)) = line.arg(0) else { return };
                part.named_file(FileRole::CertificateKey, line, 0, true);
                self.keys.push(Setting::written(term, at, part.template(text, at)));
            }
            kw::SSL => {
                let on = line.arg(0).and_then(|(text, _)| values::flag(text)) == Some(true);
                scope.ssl_on = on.then(|| line.head());
            }
            kw::HTTP2 => {
                scope.http2 = line.arg(0).and_then(|(text, _)| values::flag(text)) == Some(true);
            }
            kw::SSL_REJECT_HANDSHAKE => {
                let on = line.arg(0).and_then(|(text, _)| values::flag(text)) == Some(true);
                self.tls(part, scope).rejects_handshake = on.then(|| line.head());
            }
            kw::SSL_VERIFY_CLIENT => {
                let value = read(part, line, term, |text| match text {
                    b"off" => Some(false),
                    // `optional_no_ca` asks for a certificate and needs no CA.
                    b"optional_no_ca" => Some(false),
                    b"on" | b"optional" => Some(true),
                    _ => None,
                });
                if let Some(value) = value {
                    self.tls(part, scope).client_verify = value;
                }
            }
            kw::SSL_CLIENT_CERTIFICATE | kw::SSL_TRUSTED_CERTIFICATE => {
                part.named_file(FileRole::ClientCa, line, 0, true);
                if let Some(value) = read(part, line, term, |text| Some(Text::from(text))) {
                    self.tls(part, scope).client_ca = value;
                }
            }
            kw::SSL_CRL => part.named_file(FileRole::Crl, line, 0, true),
            kw::SSL_DHPARAM => part.named_file(FileRole::DhParameters, line, 0, true),
            kw::SSL_PASSWORD_FILE => part.named_file(FileRole::Password, line, 0, true),
            keyword => {
                if super::foreign::of(keyword).runs {
                    self.opaque.get_or_insert(line.name_at());
                }
            }
        }
    }

    fn tls(&mut self, part: &Part<'_>, scope: &Scope) -> &mut ServerTls {
        self.tls.get_or_insert_with(|| part.server_tls(scope.server_tls).clone())
    }

    pub fn finish(mut self, part: &mut Part<'_>, scope: &mut Scope) {
        if let Some(pages) = self.error_pages.take() {
            scope.error_pages = pages.into();
        }
        if self.auth.is_some() || self.mirrors.is_some() {
            let inherited = |mirror: bool| {
                scope
                    .gates
                    .iter()
                    .filter(move |call| matches!(call.kind, CallKind::Mirror) == mirror)
                    .cloned()
            };
            let mut gates = self.auth.take().unwrap_or_else(|| inherited(false).collect());
            gates.extend(self.mirrors.take().unwrap_or_else(|| inherited(true).collect()));
            scope.gates = gates.into();
        }
        if let Some(access) = self.access.take() {
            scope.access = access.into();
        }
        if !self.certificates.is_empty() || !self.keys.is_empty() {
            if !self.certificates.is_empty() {
                scope.certificates = std::mem::take(&mut self.certificates).into();
            }
            if !self.keys.is_empty() {
                scope.keys = std::mem::take(&mut self.keys).into();
            }
            let certificates = pairs(scope);
            self.tls(part, scope).certificates = certificates;
        }
        if let Some(tls) = self.tls.take() {
            scope.server_tls = part.server_tls.add(tls);
        }
        let statuses = self.limit_statuses;
        let unchanged = self.limits.is_empty() && statuses.iter().all(Option::is_none);
        if unchanged && self.opaque.is_none() && !self.files {
            return;
        }
        let mut groups = part.groups(scope.groups).clone();
        let mut settings = part.scopes(groups.scope).clone();
        if !self.limits.is_empty() {
            settings.limits = self.limits.into();
        }
        for limit in &mut settings.limits {
            if let Some(status) = &statuses[(limit.kind == LimitKind::Connections) as usize] {
                limit.status = status.clone();
            }
        }
        if self.opaque.is_some() {
            settings.opaque = self.opaque;
        }
        if self.files {
            settings.files = scope.local();
        }
        groups.scope = part.scopes.add(settings);
        scope.groups = part.groups.add(groups);
    }
}

/// nginx pairs the lists by position (`ngx_ssl_certificates`).
fn pairs(scope: &Scope) -> Box<[Certificate]> {
    let mut keys = scope.keys.iter();
    scope
        .certificates
        .iter()
        .map(|certificate| {
            let key = keys.next().cloned().unwrap_or_else(|| Setting::unset(&"ssl_certificate_key"));
            Certificate { certificate: certificate.clone(), key }
        })
        .collect()
}
