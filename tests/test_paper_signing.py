"""The signature in a certificate, where a key is set: what a stock reader's check says of it."""

import io
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.core.exceptions import ValidationError
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from certification.verification.paper.checks import certificates_can_be_signed, fonts_are_there
from certification.verification.paper.links import token
from tests.html import text
from tests.papers import numbered, printed, scanned

PASSPHRASE = "correct horse"


def make_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def make_certificate(key):
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "The register")])
    now = datetime.now(UTC)
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        **dict.fromkeys(
            [
                "key_encipherment",
                "data_encipherment",
                "key_agreement",
                "key_cert_sign",
                "crl_sign",
                "encipher_only",
                "decipher_only",
            ],
            False,
        ),
    )
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )


@pytest.fixture(scope="session")
def files(tmp_path_factory):
    """A key and its certificate, both in one file, and a key of somebody else's."""
    folder = tmp_path_factory.mktemp("keys")
    key = make_key()
    certificate = make_certificate(key)
    secret = serialization.BestAvailableEncryption(PASSPHRASE.encode())
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    contents = {
        "key.pem": key.private_bytes(pem, pkcs8, secret),
        "other.pem": make_key().private_bytes(pem, pkcs8, secret),
        "certificate.pem": certificate.public_bytes(pem),
        "both.p12": pkcs12.serialize_key_and_certificates(b"", key, certificate, None, secret),
        "nonsense.pem": b"no key at all",
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def configured(files, settings):
    def configure(passphrase=PASSPHRASE, **names):
        for part in ("KEY", "CERTIFICATE", "PKCS12"):
            name = names.get(part.lower())
            setattr(settings, f"PDF_SIGNING_{part}", str(files / name) if name else "")
        settings.PDF_SIGNING_PASSPHRASE = passphrase

    return configure


IN_TWO_FILES = {"key": "key.pem", "certificate": "certificate.pem"}
IN_ONE_FILE = {"pkcs12": "both.p12"}


def checked(pdf, files):
    """What pyHanko's own validator says, which trusts the register's certificate."""
    trusted = load_cert_from_pemder(files / "certificate.pem")
    context = ValidationContext(trust_roots=[trusted], allow_fetching=False)
    (signature,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    return signature, validate_pdf_signature(signature, context)


@pytest.mark.parametrize("names", [IN_TWO_FILES, IN_ONE_FILE], ids=["two files", "one file"])
def test_a_stock_check_finds_the_whole_page_signed_by_the_register(names, configured, files):
    configured(**names)

    pdf = printed(numbered())
    signature, status = checked(pdf, files)

    assert (status.bottom_line, status.coverage.name) == (True, "ENTIRE_FILE")
    assert str(signature.sig_object["/SubFilter"]) == "/ETSI.CAdES.detached"
    assert signature.signer_cert.subject.native == {"common_name": "The register"}


def test_a_changed_page_is_found_out(configured, files):
    configured(**IN_TWO_FILES)
    pdf = bytearray(printed(numbered()))
    place = pdf.index(b"stream\n") + 40
    pdf[place] ^= 1

    _signature, status = checked(bytes(pdf), files)

    assert (status.intact, status.bottom_line) == (False, False)


def test_what_is_signed_are_the_bytes_of_the_page_without_a_signature(configured):
    certification = numbered()
    plain = printed(certification)
    configured(**IN_TWO_FILES)

    signed = printed(certification)

    assert (signed.startswith(plain), scanned(signed)) == (True, scanned(plain))


def test_a_signed_one_still_says_which_standards_it_keeps(configured):
    configured(**IN_TWO_FILES)

    with pikepdf.open(io.BytesIO(printed(numbered()))) as pdf, pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfuaid:part"]) == ("2", "1")


WRONG = [
    ({"key": "key.pem"}, PASSPHRASE, "set both or neither"),
    ({"certificate": "certificate.pem"}, PASSPHRASE, "set both or neither"),
    ({**IN_TWO_FILES, **IN_ONE_FILE}, PASSPHRASE, "PDF_SIGNING_PKCS12 holds the key"),
    (IN_TWO_FILES, "wrong", "PDF_SIGNING_KEY names no private key"),
    (IN_TWO_FILES, "", "PDF_SIGNING_KEY names no private key"),
    (IN_ONE_FILE, "wrong", "PDF_SIGNING_PKCS12 names no PKCS#12 file"),
    ({**IN_TWO_FILES, "key": "nonsense.pem"}, "", "PDF_SIGNING_KEY names no private key"),
    ({**IN_TWO_FILES, "key": "nowhere.pem"}, "", "PDF_SIGNING_KEY names a file that can't be read"),
    (
        {**IN_TWO_FILES, "certificate": "nonsense.pem"},
        PASSPHRASE,
        "PDF_SIGNING_CERTIFICATE names no certificate",
    ),
    ({**IN_TWO_FILES, "key": "other.pem"}, PASSPHRASE, "PDF_SIGNING_CERTIFICATE is not of the key"),
    ({"pkcs12": "nonsense.pem"}, PASSPHRASE, "PDF_SIGNING_PKCS12 names no PKCS#12 file"),
]


@pytest.mark.parametrize(("names", "passphrase", "said"), WRONG)
def test_the_check_names_the_setting_that_is_wrong(names, passphrase, said, configured):
    configured(passphrase, **names)

    (problem,) = certificates_can_be_signed()

    assert said in problem.msg
    assert problem.id == "certification.E103"
    assert "wrong" not in problem.msg.replace("which setting is wrong", "")


@pytest.mark.parametrize("names", [{}, IN_TWO_FILES, IN_ONE_FILE])
def test_the_check_has_nothing_against_what_works(names, configured):
    configured(**names)

    assert certificates_can_be_signed() == []


def test_where_the_key_fails_nothing_goes_out_unsigned(configured, client):
    configured("wrong", **IN_TWO_FILES)
    certification = numbered()

    with pytest.raises(ValidationError, match="can’t be signed just now"):
        printed(certification)
    page = client.get(f"/certificates/{token(certification)}/")
    assert "can’t be signed just now" in text(page)
    assert "key.pem" not in text(page)


def test_the_check_names_a_folder_of_fonts_that_is_not_there(settings):
    settings.CERTIFICATE_FONTS = "/nowhere"

    assert [problem.id for problem in fonts_are_there()] == ["certification.E104"]
