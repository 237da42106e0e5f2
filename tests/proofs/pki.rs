//! Certificates made for one run, named by words such as `cert:shop.example,expired`. Owns the keys;
//! writes nothing to disk. The fixtures of `tests/rules.rs` use it too.

use std::collections::BTreeMap;

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};

pub struct Pki {
    ca_params: CertificateParams,
    ca_key: KeyPair,
    keys: BTreeMap<String, KeyPair>,
}

/// No key at all: whoever reads it asks for a password before the bytes matter (RFC 1421, 4.6.1).
const SEALED: &str = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,\
    000102030405060708090A0B0C0D0E0F\n\nAAECAwQFBgcICQoLDA0ODw==\n-----END RSA PRIVATE KEY-----\n";

/// A certificate chain and its key, PEM.
pub struct Identity {
    pub chain: String,
    pub key: String,
}

impl Pki {
    pub fn new() -> Result<Self, String> {
        let mut ca_params = CertificateParams::new(Vec::new()).map_err(text)?;
        ca_params.distinguished_name.push(DnType::CommonName, "Proof CA");
        ca_params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Ok(Pki { ca_params, ca_key: KeyPair::generate().map_err(text)?, keys: BTreeMap::new() })
    }

    /// The PEM text that a word stands for: `ca`, `cert:NAMES[,expired|future|self-signed]…`,
    /// `key:NAMES`, `pem:NAMES[,…]` (certificate and key in one), `chain:NAMES[,…]` (with the CA behind it),
    /// `reversed:NAMES` (the CA first), `deep:NAMES` (behind two intermediate CAs), `mixed:NAMES` (with another key behind it), `sealed-key` (the password is asked for first). `None`: not such a word.
    pub fn pem(&mut self, word: &str) -> Result<Option<String>, String> {
        if word == "sealed-key" {
            return Ok(Some(SEALED.to_owned()));
        }
        if word == "ca" {
            let ca = self.ca_params.self_signed(&self.ca_key).map_err(text)?;
            return Ok(Some(ca.pem()));
        }
        let Some((what, rest)) = word.split_once(':') else {
            return Ok(None);
        };
        match what {
            "cert" => Ok(Some(self.identity(rest)?.chain)),
            "key" => Ok(Some(self.identity(rest)?.key)),
            "mixed" => {
                let own = self.identity(rest)?.chain;
                Ok(Some(own + &self.identity(&format!("other.{rest}"))?.key))
            }
            "chain" | "reversed" => {
                let (own, ca) = (self.identity(rest)?.chain, self.pem("ca")?.unwrap_or_default());
                Ok(Some(if what == "chain" { own + &ca } else { ca + &own }))
            }
            "deep" => self.deep(rest).map(Some),
            "pem" => self.identity(rest).map(|id| Some(id.chain + &id.key)),
            _ => Ok(None),
        }
    }

    /// A certificate, the authority that signed it, and the one that signed that; the CA signed the latter.
    fn deep(&mut self, rest: &str) -> Result<String, String> {
        let between = |name: &str| {
            let mut params = CertificateParams::new(Vec::new()).map_err(text)?;
            params.distinguished_name.push(DnType::CommonName, name);
            params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
            (params.not_before, params.not_after) = (date_time_ymd(2020, 1, 1), date_time_ymd(2090, 1, 1));
            Ok::<_, String>((params, KeyPair::generate().map_err(text)?))
        };
        let ((upper, upper_key), (lower, lower_key)) = (between("Upper CA")?, between("Lower CA")?);
        let root = Issuer::from_params(&self.ca_params, &self.ca_key);
        let first = upper.signed_by(&upper_key, &root).map_err(text)?.pem();
        let second =
            lower.signed_by(&lower_key, &Issuer::from_params(&upper, &upper_key)).map_err(text)?.pem();
        self.identity(rest)?;
        let names: Vec<String> = rest.split_whitespace().map(str::to_owned).collect();
        let mut params = CertificateParams::new(names.clone()).map_err(text)?;
        params.distinguished_name.push(DnType::CommonName, names.first().cloned().unwrap_or_default());
        (params.not_before, params.not_after) = (date_time_ymd(2020, 1, 1), date_time_ymd(2090, 1, 1));
        let key = self.keys.get(&names.join(" ")).ok_or("no key")?;
        let own = params.signed_by(key, &Issuer::from_params(&lower, &lower_key)).map_err(text)?.pem();
        Ok(own + &second + &first)
    }

    /// `rest` is what follows `cert:`; one key for one list of names, so that `key:` fits `cert:`.
    pub fn identity(&mut self, rest: &str) -> Result<Identity, String> {
        let mut parts = rest.split(',').map(str::trim);
        let names: Vec<String> =
            parts.next().unwrap_or_default().split_whitespace().map(str::to_owned).collect();
        let first = names.first().cloned().ok_or("a certificate needs a name")?;
        let mut params = CertificateParams::new(names.clone()).map_err(text)?;
        params.distinguished_name.push(DnType::CommonName, first);
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(2090, 1, 1);
        let mut self_signed = false;
        for option in parts {
            match option {
                "expired" => params.not_after = date_time_ymd(2021, 1, 1),
                "future" => params.not_before = date_time_ymd(2089, 1, 1),
                "self-signed" => self_signed = true,
                "ca" => params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained),
                _ => return Err(format!("certificate option `{option}` is not known")),
            }
        }
        let name = names.join(" ");
        if !self.keys.contains_key(&name) {
            self.keys.insert(name.clone(), KeyPair::generate().map_err(text)?);
        }
        let key = self.keys.get(&name).ok_or("no key")?;
        let certificate = if self_signed {
            params.self_signed(key)
        } else {
            params.signed_by(key, &Issuer::from_params(&self.ca_params, &self.ca_key))
        };
        Ok(Identity { chain: certificate.map_err(text)?.pem(), key: key.serialize_pem() })
    }
}

fn text(error: rcgen::Error) -> String {
    error.to_string()
}
