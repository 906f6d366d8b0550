"""The vault: sensitive values as the store keeps them, encrypted with the key of the data folder.

Each value is sealed for its menu and property, with a nonce of its own, so that it can neither be read nor moved to a
property that more people see. Where the key is kept is for ``store.keyfile``; which values are sensitive is for
``tree.sensitive``. Source: NIST SP 800-38D (AES-GCM), with random nonces of 96 bits.
"""

import hmac
import os
from base64 import b64decode, b64encode
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12
CIPHER = "aes-gcm"
"""What stands in an item's row before an encrypted value: ``{"aes-gcm": "..."}`` where a plain value is a text."""


class Unreadable(Exception):
    """A value that this key does not open."""


class Vault:
    """Encrypts and decrypts with one key; without one it makes its own, for a store that nobody opens again."""

    def __init__(self, key: bytes | None = None) -> None:
        self._key = os.urandom(KEY_BYTES) if key is None else key

    @cached_property
    def _cipher(self) -> "AESGCM":
        # The library costs 6 MiB and 15 ms: only who keeps a secret pays for it.
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(self._key)

    def derived(self, purpose: str) -> bytes:
        """A secret of its own for another purpose, the same as long as the key is; it tells nothing of the key."""
        return hmac.digest(self._key, f"derived\0{purpose}".encode(), "sha256")

    def shut(self, text: str, path: str, prop: str) -> dict[str, str]:
        """The text as a row keeps it."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._cipher.encrypt(nonce, text.encode("utf-8", "surrogatepass"), _place(path, prop))
        return {CIPHER: b64encode(nonce + sealed).decode("ascii")}

    def opened(self, kept: object, path: str, prop: str) -> str:
        """The text of what ``shut`` gave for this menu and property; Unreadable where the key or the place is wrong."""
        from cryptography.exceptions import InvalidTag

        try:
            if not isinstance(kept, dict):
                raise ValueError
            sealed = b64decode(kept[CIPHER], validate=True)
            plain = self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _place(path, prop))
            return plain.decode("utf-8", "surrogatepass")
        except (InvalidTag, ValueError, TypeError, KeyError, OverflowError):
            raise Unreadable from None


def _place(path: str, prop: str) -> bytes:
    return f"{path}\0{prop}".encode()
