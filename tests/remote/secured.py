"""A server with TLS and tokens: who writes, who only reads, and who is turned away."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from tests.remote.environments import environment
from tests.remote.servers import INSTANCE

_READING = (
    "BatchReadBlobs",
    "FindMissingBlobs",
    "GetActionResult",
    "GetCapabilities",
    "GetTree",
    "Read",
)
_CHANNEL = """insecure-mode: false
    credentials:
      tls-server-key: {folder}/server.key
      tls-server-cert: {folder}/server.pem"""
_AUTHORIZATION = """method: jwt
  secret: {folder}/secret
  algorithm: hs256
  acl-config: {folder}/rights.yml"""


@dataclass(frozen=True, slots=True)
class Credentials:
    """Certificates, tokens and rights, in files below a folder."""

    folder: Path

    @property
    def channel(self) -> str:
        """The server's settings of its channel."""
        return _CHANNEL.format(folder=self.folder)

    @property
    def authorization(self) -> str:
        """The server's settings of who may do what."""
        return _AUTHORIZATION.format(folder=self.folder)

    @property
    def authority(self) -> dict[str, str]:
        """What makes Pants trust the server."""
        return {"PANTS_REMOTE_CA_CERTS_PATH": str(self.folder / "authority.pem")}

    def token(self, who: str) -> dict[str, str]:
        """What makes Pants show a token, of the ``writer`` or the ``reader``."""
        return {"PANTS_REMOTE_OAUTH_BEARER_TOKEN_PATH": str(self.folder / f"{who}.token")}

    def secret_texts(self) -> list[str]:
        """What must appear in no log and in no key."""
        return [(self.folder / name).read_text() for name in ("writer.token", "reader.token")]


def made_credentials(folder: Path) -> Credentials:
    """New ones, good for an hour."""
    folder.mkdir(parents=True)
    interpreter = environment("buildgrid", "3.13") / "python"
    maker = Path(__file__).with_name("certificates.py")
    subprocess.run([interpreter, maker, folder], check=True, timeout=60)
    secret = secrets.token_hex(32)
    (folder / "secret").write_text(secret)
    for who in ("writer", "reader"):
        (folder / f"{who}.token").write_text(_token(who, secret))
    rights = {"allow": [{"subject": "writer"}, {"subject": "reader", "requests": _READING}]}
    # JSON is YAML.
    (folder / "rights.yml").write_text(json.dumps({INSTANCE: rights}))
    return Credentials(folder)


def _token(subject: str, secret: str) -> str:
    """A JSON Web Token (RFC 7519) with an HMAC of SHA-256."""
    claims = {"sub": subject, "exp": int(time.time()) + 3600}
    parts = [_encoded(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, claims)]
    signed = ".".join(parts)
    signature = hmac.new(secret.encode(), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{_encoded(signature)}"


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
