"""The signature in a certificate (PAdES B-B), where the settings name a key. pyHanko is imported only then."""

import io
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

FIELD = "RegisterSignature"


class KeyProblemError(Exception):
    """The files can't sign. Says which setting is wrong."""


def is_configured() -> bool:
    return bool(
        settings.PDF_SIGNING_KEY or settings.PDF_SIGNING_CERTIFICATE or settings.PDF_SIGNING_PKCS12
    )


def signed(page: bytes) -> bytes:
    """The page with a signature after it, which leaves its own bytes as they are. Raises KeyProblemError."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter

    writer = IncrementalPdfFileWriter(io.BytesIO(page))
    about = signers.PdfSignatureMetadata(
        field_name=FIELD, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256"
    )
    # Beside the page, where PDF/UA asks no place in the order of reading for it.
    unseen = InvisSigSettings(set_print_flag=True, box_out_of_bounds=True)
    field = SigFieldSpec(
        FIELD, readable_field_name=_("Signature of the register"), invis_sig_settings=unseen
    )
    out = io.BytesIO()
    signers.sign_pdf(writer, about, signer=signer(), new_field_spec=field, output=out)
    return out.getvalue()


def signer() -> Any:
    return _signer(
        settings.PDF_SIGNING_KEY,
        settings.PDF_SIGNING_CERTIFICATE,
        settings.PDF_SIGNING_PKCS12,
        settings.PDF_SIGNING_PASSPHRASE,
    )


@cache
def _signer(key: str, certificate: str, pkcs12: str, passphrase: str) -> Any:
    from pyhanko.sign.signers import SimpleSigner

    secret = passphrase.encode() or None
    if pkcs12:
        if key or certificate:
            raise KeyProblemError(
                "PDF_SIGNING_PKCS12 holds the key and the certificate: leave PDF_SIGNING_KEY and "
                "PDF_SIGNING_CERTIFICATE out, or set those two alone."
            )
        _refuse_unreadable("PDF_SIGNING_PKCS12", pkcs12)
        found = SimpleSigner.load_pkcs12(pkcs12, passphrase=secret)
        if found is None:
            raise KeyProblemError(
                "PDF_SIGNING_PKCS12 names no PKCS#12 file that PDF_SIGNING_PASSPHRASE opens."
            )
        return _quick(found)
    if not key or not certificate:
        raise KeyProblemError(
            "PDF_SIGNING_KEY and PDF_SIGNING_CERTIFICATE are set both or neither."
        )
    return _of_pem(key, certificate, secret)


def _of_pem(key: str, certificate: str, secret: bytes | None) -> Any:
    from pyhanko.keys import load_certs_from_pemder, load_private_key_from_pemder
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    for name, path in (("PDF_SIGNING_KEY", key), ("PDF_SIGNING_CERTIFICATE", certificate)):
        _refuse_unreadable(name, path)
    try:
        private = load_private_key_from_pemder(key, passphrase=secret)
    except Exception as error:
        # Whatever the reader says may repeat what is in the file.
        raise KeyProblemError(
            "PDF_SIGNING_KEY names no private key (PEM) that PDF_SIGNING_PASSPHRASE opens."
        ) from error
    try:
        # The signer's own is the first; those that follow lead to the root.
        own, *others = load_certs_from_pemder([certificate])
    except Exception as error:
        raise KeyProblemError("PDF_SIGNING_CERTIFICATE names no certificate (PEM).") from error
    if own.public_key.dump() != _public(private):
        raise KeyProblemError("PDF_SIGNING_CERTIFICATE is not of the key in PDF_SIGNING_KEY.")
    store = SimpleCertificateStore()
    store.register_multiple(others)
    return _quick(SimpleSigner(signing_cert=own, signing_key=private, cert_registry=store))


def _quick(found: Any) -> Any:
    """pyHanko opens an RSA key anew for each signature, and looking at it takes longer than signing."""
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.util import get_pyca_cryptography_hash

    key = _opened(found.signing_key)
    if not isinstance(key, RSAPrivateKey):
        return found

    class QuickSigner(SimpleSigner):
        async def async_sign_raw(
            self, data: bytes, digest_algorithm: str, dry_run: bool = False
        ) -> bytes:
            if dry_run:
                return bytes(key.key_size // 8)
            return key.sign(data, PKCS1v15(), get_pyca_cryptography_hash(digest_algorithm))

    return QuickSigner(
        signing_cert=found.signing_cert,
        signing_key=found.signing_key,
        cert_registry=found.cert_registry,
    )


def _opened(key: Any) -> Any:
    from cryptography.hazmat.primitives.serialization import load_der_private_key

    return load_der_private_key(key.dump(), None)


def _public(key: Any) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    public = _opened(key).public_key()
    return bytes(public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))


def _refuse_unreadable(name: str, path: str) -> None:
    try:
        Path(path).read_bytes()
    except OSError as error:
        raise KeyProblemError(f"{name} names a file that can't be read: {path}") from error
