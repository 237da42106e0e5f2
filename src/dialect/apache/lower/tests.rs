use crate::dialect::{Entry, EntryText, read};
use crate::model::*;
use crate::source::Sources;
use crate::world::Memory;

fn proxy(text: &str) -> (Proxy, Sources) {
    let files = Memory::new().file("/etc/apache2/apache2.conf", text);
    let entry = Entry {
        dialect: DialectName::Apache,
        text: EntryText::Main("/etc/apache2/apache2.conf".into()),
        versions: VersionRange::from(Version::new(2, 4, 37)),
    };
    let mut sources = Sources::default();
    let proxy = read(&entry, &files, &mut sources).unwrap();
    (proxy, sources)
}

fn targets(proxy: &Proxy) -> Vec<(&Route, &Target, &Pool)> {
    let hosts = proxy.hosts.iter();
    hosts
        .flat_map(|(_, host)| host.forwards())
        .flat_map(|(_, route, forward)| forward.targets.iter().map(move |target| (route, target)))
        .map(|(route, target)| (route, target, &proxy.pools[target.pool]))
        .collect()
}

/// The reply time of a target's first server, as a rule would ask for it.
fn response(proxy: &Proxy, route: &Route, target: &Target) -> (Option<u64>, &'static str) {
    let pool = &proxy.pools[target.pool];
    let own = pool.servers.first().and_then(|server| server.own);
    let all = [own, pool.own, Some(route.groups)].into_iter().flatten();
    let setting = all
        .map(|groups| &proxy.timeouts[proxy.groups[groups].hop(target.protocol).timeouts].response)
        .find(|setting| !setting.is_unset());
    setting.map_or((None, ""), |setting| (setting.get().map(|time| time.0), setting.term))
}

#[test]
fn times_come_from_the_worker_then_the_host_then_the_server() {
    let (proxy, _) = proxy(
        "Timeout 300\nProxyPass /a http://h/ timeout=5\nProxyPass /b http://g/\n<VirtualHost *:80>\n\
         ProxyTimeout 30\nProxyPass / http://i/ connectiontimeout=500ms\n</VirtualHost>\n<VirtualHost *:81>\n\
         ProxyPass / http://k/\n</VirtualHost>\n",
    );
    let found: Vec<_> =
        targets(&proxy).into_iter().map(|(route, target, _)| response(&proxy, route, target)).collect();
    assert_eq!(
        found,
        [
            (Some(5_000), "timeout"),
            (Some(300_000), "Timeout"),
            (Some(30_000), "ProxyTimeout"),
            (Some(300_000), "Timeout")
        ]
    );
}

#[test]
fn a_target_goes_to_the_longest_worker() {
    let (proxy, _) = proxy(
        "<VirtualHost *:80>\nProxyPass /a http://h/\nProxyPass /b http://h/b timeout=9\n\
         ProxyPass /c unix:/run/a.sock|http://localhost/\nProxyPass /d unix:/run/b.sock|http://localhost/\n\
         </VirtualHost>\n<VirtualHost *:81>\nProxyPass / http://h/\n</VirtualHost>\n",
    );
    let pools: Vec<PoolId> = targets(&proxy).iter().map(|(_, target, _)| target.pool).collect();
    assert_eq!(pools[0], pools[1]);
    assert_eq!(pools[2], pools[3]);
    assert_ne!(pools[0], pools[4]);
    let kinds: Vec<_> = proxy
        .remarks
        .iter()
        .filter(|remark| {
            matches!(
                remark.kind,
                RemarkKind::SameWorker { .. } | RemarkKind::WithoutEffect(NoEffect::SharedWorker { .. })
            )
        })
        .collect();
    assert_eq!(kinds.len(), 2);
}

#[test]
fn balancers_are_found_by_name_whatever_the_case() {
    let (proxy, _) = proxy(
        "<Proxy balancer://MyC>\nBalancerMember http://a:1 route=x loadfactor=3\n\
         BalancerMember https://b status=+H\nProxySet lbmethod=bybusyness maxattempts=0 stickysession=SID\n</Proxy>\n\
         ProxyPass / balancer://myc/\nProxyPass /x balancer://myx/\n",
    );
    let found = targets(&proxy);
    assert_eq!(found[0].2.servers.len(), 2);
    assert_eq!(found[0].2.balance.get(), Some(Balance::LeastConnections));
    assert!(found[0].2.servers[1].backup.is_some() && found[0].2.servers[1].speaks.unwrap().tls);
    let undefined = proxy.remarks.iter().find_map(|remark| match &remark.kind {
        RemarkKind::UndefinedName { kind: NameKind::Pool, name, nearest } => Some((name, nearest)),
        _ => None,
    });
    assert_eq!(undefined, Some((&Text::from("myx"), &Some(Text::from("myc")))));
}

#[test]
fn sockets_hold_the_hosts_of_their_port() {
    let (proxy, _) = proxy(
        "Listen 80\nListen 127.0.0.1:81\nListen 127.0.0.1:80\n<VirtualHost *:80>\nServerName a\n</VirtualHost>\n\
         <VirtualHost *:80>\nServerName A\n</VirtualHost>\n",
    );
    let shown: Vec<_> = proxy.listeners.iter().map(|l| (l.endpoint.port.number(), l.binds.len())).collect();
    assert_eq!(shown, [(Some(80), 2), (Some(81), 1), (Some(80), 2)]);
    let kinds = |test: fn(&RemarkKind) -> bool| proxy.remarks.iter().filter(|r| test(&r.kind)).count();
    assert_eq!(kinds(|kind| matches!(kind, RemarkKind::DuplicateListen { .. })), 1);
    assert_eq!(kinds(|kind| matches!(kind, RemarkKind::NameTaken { .. })), 1);
}

#[test]
fn lines_are_judged_by_themselves() {
    let (proxy, sources) = proxy(
        "LoadModule proxy_module mod_proxy.so\nProxyPas / http://h/\nSSLEngine On\nTimeout\n\
         <Directory />\nProxyTimeout 5\n</Directory>\nTimeout 500ms\n",
    );
    let found: Vec<String> = proxy
        .remarks
        .iter()
        .map(|remark| {
            let text = String::from_utf8_lossy(sources.bytes(remark.at.span)).into_owned();
            let kind = format!("{:?}", remark.kind);
            format!("{text}: {}", kind.split([' ', '{', '(']).next().unwrap_or_default())
        })
        .collect();
    assert_eq!(
        found,
        [
            "500ms: UnitIgnored",
            "ProxyPas: UnknownDirective",
            "SSLEngine: ModuleAbsent",
            "Timeout: WrongArguments",
            "ProxyTimeout: WrongContext"
        ]
    );
}

#[test]
fn rules_pass_nothing_on_where_the_engine_is_off() {
    let rule = "RewriteRule . http://127.0.0.1:3000/ [P]\n";
    let vhost = |lines: &str| format!("<VirtualHost *:80>\n{lines}</VirtualHost>\n");
    let location = |lines: &str| format!("<Location />\n{lines}</Location>\n");
    let (on, off) = ("RewriteEngine on\n", "RewriteEngine off\n");
    // As seen on the running server.
    for (text, passes) in [
        (vhost(rule), 0),
        (on.to_owned() + &vhost(rule), 1),
        (vhost(&[on, rule, off].concat()), 0),
        (rule.to_owned() + &vhost(&[on, "RewriteOptions Inherit\n"].concat()), 1),
        (on.to_owned() + &vhost(&[off, rule].concat()), 0),
        (vhost(&(on.to_owned() + &location(rule))), 1),
        (vhost(&location(rule)), 0),
        (on.to_owned() + &vhost(&location(rule)), 1),
        (vhost(&(on.to_owned() + &location(&[off, rule].concat()))), 0),
        (vhost(&(off.to_owned() + &location(&[on, rule].concat()))), 1),
        (vhost(&(location(on) + "<Location /x>\n" + rule + "</Location>\n")), 1),
        (["<Directory />\n", on, "</Directory>\n"].concat() + &vhost(&location(rule)), 1),
        // A switch that may hang on the command line.
        (["<IfDefine R>\n", on, "</IfDefine>\n"].concat() + &vhost(rule), 1),
    ] {
        assert_eq!(targets(&proxy(&text).0).len(), passes, "{text}");
    }
}

#[test]
fn an_address_without_a_number_is_a_name() {
    let kinds = |address: &str| {
        let (proxy, _) =
            proxy(&format!("Listen 80\n<VirtualHost {address}>\nServerName a\n</VirtualHost>\n"));
        proxy.remarks.iter().filter(|remark| matches!(remark.kind, RemarkKind::InvalidValue { .. })).count()
    };
    for (address, refused) in
        [("directIP:directPORT", 0), ("*:80x", 0), ("127.0.0.1:", 0), (":80", 1), ("*:0", 1), ("*:70000", 1)]
    {
        assert_eq!(kinds(address), refused, "{address}");
    }
}
