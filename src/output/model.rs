//! The model as JSON: what snapshots of our own tests, jq and policies read.
//!
//! Written by hand, so that the format changes only on purpose: `version` grows when a field changes its
//! meaning or goes away. Every value has its place (`at`), or says that it is the server's default. Names of
//! fields are those of the model. Secrets are hidden.

mod value;

use crate::model::*;
use crate::source::Sources;
use serde_json::{Map, Value, json};
use value::{Writer, version, word};

/// The version of the format.
const VERSION: u32 = 1;

/// The whole model, with a place on every value.
pub fn to_json(deployment: &Deployment, sources: &Sources) -> Value {
    let proxies: Vec<Value> = deployment
        .proxies()
        .map(|(_, proxy)| {
            let writer = Writer { sources, secrets: &proxy.secrets };
            writer.proxy(proxy)
        })
        .collect();
    json!({ "version": VERSION, "proxies": proxies })
}

/// An object of a group's settings, each by its own name.
macro_rules! settings {
    ($writer:expr, $group:expr, $($field:ident),+) => {{
        let mut object = Map::new();
        $(object.insert(stringify!($field).replace('_', "-"), $writer.setting(&$group.$field));)+
        Value::Object(object)
    }};
}

impl Writer<'_> {
    fn proxy(&self, proxy: &Proxy) -> Value {
        let hosts: Vec<Value> = proxy.hosts.iter().map(|(id, host)| self.host(id, host)).collect();
        let pools: Vec<Value> = proxy.pools.iter().map(|(id, pool)| self.pool(id, pool)).collect();
        let listeners: Vec<Value> = proxy.listeners.iter().map(|l| self.listener(l)).collect();
        let files: Vec<Value> = proxy
            .files
            .iter()
            .map(|file| {
                json!({
                    "role": word(&file.role),
                    "path": self.text(&file.path),
                    "at": self.at(file.at),
                    "at-start": file.at_start,
                })
            })
            .collect();
        let remarks: Vec<Value> = proxy
            .remarks
            .iter()
            .map(|remark| json!({ "kind": word(&remark.kind), "at": self.at(remark.at) }))
            .collect();
        let syntax: Vec<Value> = proxy
            .syntax
            .iter()
            .map(|error| {
                json!({
                    "kind": word(&error.kind),
                    "at": self.at(error.at.into()),
                    "server-says": error.server_says,
                })
            })
            .collect();
        let conditions: Vec<Value> = proxy
            .conditions
            .iter()
            .map(|(at, named)| json!({ "id": id(at), "name": self.text(&named.name), "when": self.cond(&named.cond) }))
            .collect();
        json!({
            "dialect": proxy.dialect,
            "versions": { "from": proxy.versions.from.to_string(), "before": version(proxy.versions.before) },
            "flavour": word(&proxy.flavour),
            "entry": self.path(proxy.entry),
            "whole": proxy.whole,
            "listeners": listeners,
            "hosts": hosts,
            "pools": pools,
            "conditions": conditions,
            "groups": self.groups(proxy),
            "limits": settings!(self, proxy.limits, connections, processes, descriptors, user),
            "files": files,
            "remarks": remarks,
            "syntax": syntax,
            "open": {
                "pools": proxy.open.pools.as_ref().map(word),
                "hosts": proxy.open.hosts.as_ref().map(word),
                "modules": proxy.open.modules.as_ref().map(word),
                "variables": proxy.open.variables.as_ref().map(word),
                "resolvers": proxy.open.resolvers.as_ref().map(word),
            },
            "counts": {
                "files": proxy.counts.files,
                "directives": proxy.counts.directives,
                "opaque": proxy.counts.opaque,
                "unmodelled": proxy.counts.unmodelled,
            },
        })
    }

    fn listener(&self, listener: &Listener) -> Value {
        let binds: Vec<Value> =
            listener.binds.iter().map(|bind| json!({ "host": id(bind.host), "index": bind.index })).collect();
        json!({
            "endpoint": self.endpoint(&listener.endpoint),
            "transport": word(&listener.transport),
            "tls": listener.tls,
            "http2": listener.http2,
            "proxy-protocol": listener.proxy_protocol.map(|at| self.at(at)),
            "default": listener.default.map(id),
            "binds": binds,
        })
    }

    fn host(&self, own: HostId, host: &VirtualHost) -> Value {
        let names: Vec<Value> = host
            .names
            .iter()
            .map(|name| json!({ "name": self.name(&name.pattern), "at": self.at(name.at) }))
            .collect();
        let binds: Vec<Value> = host
            .binds
            .iter()
            .map(|bind| {
                json!({
                    "endpoint": self.endpoint(&bind.endpoint),
                    "transport": word(&bind.transport),
                    "at": self.at(bind.at),
                    "tls": bind.tls,
                    "http2": bind.http2,
                    "implied": bind.implied,
                })
            })
            .collect();
        let routes: Vec<Value> = host.routes.iter().map(|route| self.route(route)).collect();
        json!({
            "id": id(own),
            "kind": word(&host.kind),
            "at": self.at(host.at),
            "names": names,
            "names-closed": host.names_closed,
            "binds": binds,
            "steps": self.steps(&host.steps),
            "pick": word(&host.pick),
            "groups": id(host.groups),
            "routes": routes,
            "fallback": host.fallback,
        })
    }

    fn route(&self, route: &Route) -> Value {
        let calls: Vec<Value> = route
            .calls
            .iter()
            .map(|call| {
                let to = match &call.to {
                    CallTarget::Path(path) | CallTarget::Redirect(path) => self.template(path),
                    CallTarget::Named(name, route) => {
                        json!({ "name": self.text(name), "route": route.map(|route| route.index) })
                    }
                    CallTarget::Status(status) => json!(status),
                };
                json!({ "kind": word(&call.kind), "to": to, "at": self.at(call.at) })
            })
            .collect();
        json!({
            "at": self.at(route.at),
            "when": self.cond(&route.when),
            "parent": route.parent,
            "reach": word(&route.reach),
            "stops-patterns": route.stops_patterns,
            "steps": self.steps(&route.steps),
            "action": self.action(&route.action),
            "action-inherited": route.action_inherited,
            "calls": calls,
            "groups": id(route.groups),
        })
    }

    fn steps(&self, steps: &[Step]) -> Value {
        let step = |step: &Step| {
            let mut written = json!({
                "act": word(&step.act),
                "when": self.cond(&step.when),
                "at": self.at(step.at),
            });
            let detail = match &step.act {
                Act::Rewrite { pattern, replacement, .. } => {
                    json!({ "pattern": self.text(&pattern.source), "to": self.template(replacement) })
                }
                Act::Replace { part, pattern, with } => json!({
                    "part": word(part),
                    "pattern": self.text(&pattern.source),
                    "to": self.template(with),
                }),
                Act::SetPath(to)
                | Act::SetQuery(to)
                | Act::SetHost(to)
                | Act::SetPathQuery(to)
                | Act::SetTarget(to)
                | Act::SetMethod(to) => self.template(to),
                Act::SetAddress(whose, to) => json!({ "whose": word(whose), "to": self.template(to) }),
                Act::Normalise(how) => json!(word(how)),
                Act::SetHeader(name, to) | Act::AddHeader(name, to) | Act::SetVariable(name, to) => {
                    json!({ "name": self.text(name), "to": self.template(to) })
                }
                Act::DropHeader(name) | Act::DropVariable(name) => self.text(name),
                Act::DropHeaders(op) => json!(word(op)),
                Act::Redirect(redirect) => json!({
                    "kind": word(&redirect.kind),
                    "to": self.template(&redirect.to),
                    "status": redirect.status,
                }),
                Act::Phase(phase, inner) => json!({ "phase": word(phase), "steps": self.steps(inner) }),
                Act::Answer(answer) => self.answer(answer),
                Act::Block(inner) => self.steps(inner),
                Act::Enter(route) => json!(route),
                Act::Forward(forward) => self.forward(forward),
                Act::UseServer { name, .. } => self.text(name),
                Act::Opaque(why) => json!(word(why)),
                Act::SetUnknown(name, why) => json!({ "name": self.text(name), "why": word(why) }),
                Act::Break | Act::Await => Value::Null,
            };
            written["detail"] = detail;
            written
        };
        Value::Array(steps.iter().map(step).collect())
    }

    fn action(&self, action: &Action) -> Value {
        match action {
            Action::Forward(forward) => json!({ "forward": self.forward(forward) }),
            Action::Answer(answer) => json!({ "answer": self.answer(answer) }),
            Action::Local(local) => json!({
                "local": { "root": local.root.as_ref().map(|root| self.template(root)), "alias": local.alias }
            }),
            Action::Decline => json!("decline"),
            Action::Opaque(why) => json!({ "opaque": word(why) }),
        }
    }

    fn answer(&self, answer: &Answer) -> Value {
        json!({ "status": answer.status, "text": answer.text.as_ref().map(|text| self.template(text)) })
    }

    fn forward(&self, forward: &Forward) -> Value {
        let targets: Vec<Value> = forward
            .targets
            .iter()
            .map(|target| {
                json!({
                    "protocol": word(&target.protocol),
                    "tls": target.tls,
                    "pool": id(target.pool),
                    "uri": target.uri.as_ref().map(|uri| self.template(uri)),
                    "when": self.when(target.when),
                    "at": self.at(target.at),
                })
            })
            .collect();
        json!({
            "at": self.at(forward.at),
            "to": self.template(&forward.template),
            "targets": targets,
            "open": forward.open.as_ref().map(word),
        })
    }

    fn pool(&self, own: PoolId, pool: &Pool) -> Value {
        let servers: Vec<Value> = pool.servers.iter().map(|server| self.server(server)).collect();
        json!({
            "id": id(own),
            "name": self.text(&pool.name),
            "made": word(&pool.made),
            "at": self.at(pool.at),
            "closed": pool.closed.is_ok(),
            "open-because": pool.closed.as_ref().err().map(word),
            "stream": pool.stream,
            "balance": self.setting(&pool.balance),
            "zone": self.setting(&pool.zone),
            "reuse": settings!(self, pool.reuse, connections, idle, requests, lifetime),
            "own": pool.own.map(id),
            "servers": servers,
        })
    }

    fn server(&self, server: &Server) -> Value {
        let mut settings = settings!(self, server, weight, max_fails, fail_timeout, max_connections);
        if let Value::Object(object) = &mut settings {
            object.insert("endpoint".to_owned(), self.endpoint(&server.endpoint));
            object.insert("name".to_owned(), json!(server.name.as_ref().map(|name| self.text(name))));
            object.insert("at".to_owned(), self.at(server.at));
            object.insert("when".to_owned(), self.when(server.when));
            object.insert("count".to_owned(), json!(server.count));
            object.insert("backup".to_owned(), json!(server.backup.map(|at| self.at(at))));
            object.insert("disabled".to_owned(), json!(server.disabled.map(|at| self.at(at))));
            object.insert("own".to_owned(), json!(server.own.map(id)));
            let speaks =
                server.speaks.map(|speaks| json!({ "protocol": word(&speaks.protocol), "tls": speaks.tls }));
            object.insert("speaks".to_owned(), json!(speaks));
        }
        settings
    }

    /// The groups that scopes share, by the ids that scopes hold.
    fn groups(&self, proxy: &Proxy) -> Value {
        let scopes: Map<String, Value> = proxy
            .groups
            .iter()
            .map(|(own, groups)| {
                let hop = |hop: &HopGroups| {
                    json!({
                        "timeouts": id(hop.timeouts),
                        "retry": id(hop.retry),
                        "tls": id(hop.tls),
                        "buffers": id(hop.buffers),
                        "connection": id(hop.connection),
                        "headers": id(hop.headers),
                    })
                };
                let hops: Vec<Value> = groups.hops().map(|groups| hop(&groups)).collect();
                (id(own), json!({ "scope": id(groups.scope), "hops": hops }))
            })
            .collect();
        json!({
            "sets": scopes,
            "timeouts": table(&proxy.timeouts, |t| settings!(self, t, connect, send, response, idle, queue)),
            "retry": table(&proxy.retries, |r| settings!(self, r, on, tries, window, redispatch)),
            "tls": table(&proxy.tls, |t| {
                settings!(self, t, enabled, verify, compares_name, verify_depth, ca, sni, name, certificate, key)
            }),
            "buffers": table(&proxy.buffers, |b| {
                settings!(self, b, head, count, size, busy, temp_write, buffering, request_buffering, cache)
            }),
            "connection": table(&proxy.connections, |c| {
                settings!(self, c, http_version, closes, fresh_first, bind, proxy_protocol, keep, intercept_errors)
            }),
            "headers": table(&proxy.headers, |headers| {
                let list: Vec<Value> = headers
                    .list
                    .iter()
                    .map(|header| {
                        json!({
                            "name": self.text(&header.name),
                            "value": self.template(&header.value),
                            "at": self.at(header.at),
                        })
                    })
                    .collect();
                json!({ "list": list, "hides": headers.hides.map(id), "open": headers.open })
            }),
            "scopes": table(&proxy.scopes, |s| {
                let client = &s.client;
                let mut scope = settings!(self, s, body_max);
                if let (Value::Object(scope), Value::Object(client)) =
                    (&mut scope, settings!(self, client, idle, satisfy_any))
                {
                    scope.extend(client);
                }
                scope
            }),
        })
    }
}

fn table<T>(store: &Store<T>, mut write: impl FnMut(&T) -> Value) -> Value {
    let entries = store.iter().map(|(own, item)| (id(own), write(item)));
    Value::Object(entries.collect())
}

/// The part and place in it: "0.3".
fn id<T>(id: Id<T>) -> String {
    format!("{id:?}")
}
