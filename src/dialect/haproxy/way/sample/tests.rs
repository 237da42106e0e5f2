use super::super::table::Tables;
use super::*;
use crate::model::{Convert, Datum, Source};
use crate::source::{FileId, Span, Via};

fn at() -> At {
    At { span: Span::new(FileId(0), 0, 0), via: Via::DIRECT }
}

fn parse(text: &str) -> Option<Read> {
    let tables = Tables::default();
    read(text.as_bytes(), Surroundings { tables: &tables, section: b"s" })
}

#[test]
fn expressions_are_read_to_their_end() {
    for (text, converts, kind) in [
        ("path", 0, Kind::Text),
        ("req.hdr(host),field(1,:),lower", 2, Kind::Text),
        ("req.hdr(x-real,-1)", 0, Kind::Text),
        ("path,regsub(\"^/(a|b),x\",\\1)", 1, Kind::Text),
        ("src,ipmask(16)", 1, Kind::Address),
        ("ssl_fc_sni,lower,strcmp(txn.host)", 2, Kind::Number),
        ("nbsrv", 0, Kind::Number),
        ("var(txn.h),map_str_int(/m,3)", 1, Kind::Number),
        ("no.such(thing),lower", 1, Kind::Text),
        ("path,no_such_converter(a,b)", 1, Kind::Any),
    ] {
        let read = parse(text).unwrap();
        assert_eq!((read.length, read.then.len(), read.kind), (text.len(), converts, kind), "{text}");
    }
    assert!(parse("hdr(host").is_none());
    assert!(parse("").is_none());
}

#[test]
fn arguments_keep_what_patterns_need() {
    let call = call(br"f(a\.b,'c,d)', e,\,x)rest").unwrap();
    let texts: Vec<String> =
        call.arguments.iter().map(|text| String::from_utf8(text.clone()).unwrap()).collect();
    assert_eq!(texts, [r"a\.b", "c,d)", " e", ",x"]);
    assert_eq!(call.length, br"f(a\.b,'c,d)', e,\,x)".len());
}

#[test]
fn what_is_not_known_is_opaque() {
    let read = parse("req.payload(0,3),lower").unwrap();
    assert_eq!(read.source, Source::Opaque("req.payload(0,3)".into()));
    assert_eq!(&read.then[..], [Convert::Lower]);
    assert_eq!(parse("int(12)").unwrap().source, Source::Constant(Datum::Number(12)));
}

#[test]
fn formats_hold_literals_expressions_and_captures() {
    let tables = Tables::default();
    let around = Surroundings { tables: &tables, section: b"s" };
    let shape = |text: &str, captures: bool| -> Vec<String> {
        let parts = format(text.as_bytes(), at(), captures, around).parts;
        let shown = |part: &Part| match part {
            Part::Literal(text) => String::from_utf8_lossy(text).into_owned(),
            Part::Variable(name) => format!("<{}>", String::from_utf8_lossy(name)),
            Part::Sample(sample) => format!("[{:?}+{}]", sample.source, sample.then.len()),
            other => format!("{other:?}"),
        };
        parts.iter().map(shown).collect()
    };
    assert_eq!(shape("/v2%[path]?x", false), ["/v2", "[Path+0]", "?x"]);
    assert_eq!(shape("bk_%[req.hdr(x),lower]", false)[0], "bk_");
    assert_eq!(shape(r"/api/\1%%", true), ["/api/", "<1>", "%"]);
    assert_eq!(shape("%ci:%cp %ID", false), ["[ClientAddress+0]", ":", "[ClientPort+0]", " ", "<%ID>"]);
    assert_eq!(shape("%[path,regsub(^/a]b,)]c", false).len(), 2);
    assert_eq!(shape("%[path", false), ["[Opaque(\"path\")+0]"]);
}
