"""The only reader of the environment.

Every setting has a default that works on one machine; `python -m bot settings`
lists them with their meaning.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field, fields
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
TOLD_DAYS = 30
LOOPBACK = "127.0.0.1"
MOST_WORKERS = 10  # their metrics have ten ports
_EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - to tell it from an address that can be asked
_THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "::1"})


def _setting(name: str, default: str, meaning: str) -> str:
    value: str = field(default=default, metadata={"env": name, "meaning": meaning})
    return value


@dataclass(frozen=True)
class Settings:
    """All settings as text, with typed views below."""

    database_url: str = _setting("DATABASE_URL", "", "SQL database; empty: SQLite in var/")
    reader_database_url: str = _setting(
        "READER_DATABASE_URL",
        "",
        "PostgreSQL, for the action server: a role that reads words only, which `prepare` sets up; empty: DATABASE_URL",
    )
    var_dir: str = _setting("VAR_DIR", str(ROOT / "var"), "where database, models and secrets live")
    model_dir: str = _setting("MODEL_DIR", str(ROOT / "var" / "models"), "where the trained model lies")
    edge_host: str = _setting("EDGE_HOST", "127.0.0.1", "address the public edge listens on")
    edge_port: str = _setting("EDGE_PORT", "8000", "port of the public edge")
    public_url: str = _setting(
        "PUBLIC_URL", "", "where residents reach the web page; stands in the QR codes of posters"
    )
    rasa_host: str = _setting(
        "RASA_HOST", "127.0.0.1", "address Rasa listens on; it knows no password: only in a closed network another"
    )
    rasa_port: str = _setting("RASA_PORT", "5005", "port of Rasa")
    rasa_urls: str = _setting(
        "RASA_URLS", "", "replicas of Rasa by comma: they share the turns, and get a new model; empty: the local one"
    )
    rasa_processes: str = _setting(
        "RASA_PROCESSES", "", "workers of the local Rasa, at 127.0.0.1, 127.0.0.2 and so on; empty: 2, elsewhere 1"
    )
    actions_port: str = _setting("ACTIONS_PORT", "5055", "loopback port of the action server")
    service_token: str = _setting("SERVICE_TOKEN", "", "bearer token of trusted callers; empty: none")
    secret_key: str = _setting("SECRET_KEY", "", "signs cookies and hides user ids; empty: made once in var/")
    cookie_secure: str = _setting("COOKIE_SECURE", "0", "1 behind HTTPS: cookies travel encrypted only")
    reply_seconds: str = _setting("REPLY_SECONDS", "4", "after this the waiting caller gets the safe reply")
    edge_proxy: str = _setting(
        "EDGE_PROXY", "0", "proxies of ours before the edge: so many entries of X-Forwarded-For are believed"
    )
    redis_url: str = _setting("REDIS_URL", "", "Redis where all edges count rates together; empty: each counts alone")
    rate_person: str = _setting("RATE_PERSON", "30/minute; 300/hour", "messages of one person; off: no limit")
    rate_address: str = _setting("RATE_ADDRESS", "1200/minute", "messages from one address, a school for example")
    rate_newcomers: str = _setting("RATE_NEWCOMERS", "2000/10 minutes", "new persons from one address")
    rate_files: str = _setting("RATE_FILES", "10/minute; 60/hour", "pictures and recordings of one person")
    rate_files_address: str = _setting("RATE_FILES_ADDRESS", "60/minute", "pictures and recordings from one address")
    case_hours: str = _setting("CASE_HOURS", "2", "how long a case lives without consent to remember")
    remember_hours: str = _setting("REMEMBER_HOURS", "72", "how long type, stage and group live with consent")

    text_days: str = _setting("TEXT_DAYS", "30", "how long masked words of messages are kept for staff")
    row_days: str = _setting("ROW_DAYS", "180", "how long matters are kept; afterwards only daily counts")
    duty_desk: str = _setting("DUTY_DESK", "0", "1 where somebody is on duty: victims are offered a call back")
    return_visits: str = _setting("RETURN_VISITS", "0", "1 where victims are visited again: they are asked for consent")

    wechat_token: str = _setting("WECHAT_TOKEN", "", "token of the WeChat account; empty: no WeChat channel")
    wechat_aes_key: str = _setting("WECHAT_AES_KEY", "", "EncodingAESKey of the WeChat account, 43 characters")
    wechat_aes_key_previous: str = _setting("WECHAT_AES_KEY_PREVIOUS", "", "the key before a change, still accepted")
    wechat_app_id: str = _setting("WECHAT_APP_ID", "", "AppID of the WeChat account")
    wechat_app_secret: str = _setting("WECHAT_APP_SECRET", "", "AppSecret: late answers, media, menu; empty: without")
    wechat_api_base: str = _setting("WECHAT_API_BASE", "https://api.weixin.qq.com", "address of WeChat's API")
    wechat_visit_template: str = _setting(
        "WECHAT_VISIT_TEMPLATE", "", "id of the notice for return visits; empty: none"
    )
    wechat_visit_fields: str = _setting(
        "WECHAT_VISIT_FIELDS", "thing1,thing2", "its two fields: the warning, the answers"
    )
    wechat_allow_plain: str = _setting("WECHAT_ALLOW_PLAIN", "0", "1 takes unencrypted messages; development only")
    media_python: str = _setting(
        "MEDIA_PYTHON",
        str(ROOT / ".venv-media" / "bin" / "python"),
        "Python that reads pictures and hears speech; made by `make media`",
    )
    metrics_host: str = _setting("METRICS_HOST", "127.0.0.1", "address of the metrics; never one residents reach")
    metrics_port: str = _setting(
        "METRICS_PORT", "9110", "first port of the metrics: edges +0, Rasa +10, actions +20, console +30; 0: none"
    )
    console_host: str = _setting("CONSOLE_HOST", "127.0.0.1", "address the staff console listens on")
    console_port: str = _setting("CONSOLE_PORT", "8010", "port of the staff console")
    console_url: str = _setting("CONSOLE_URL", "", "where staff open the console; empty: this machine's address")
    console_proxy: str = _setting("CONSOLE_PROXY", "0", "1 behind a proxy of ours: X-Forwarded-For tells who asks")
    voice_dir: str = _setting("VOICE_DIR", "", "sounds that the kiosk reads aloud, recorded/ first; empty: var/voice")
    voice_python: str = _setting(
        "VOICE_PYTHON", str(ROOT / ".venv-voice" / "bin" / "python"), "Python that reads aloud; made by `make voice`"
    )
    phone_sip: str = _setting("PHONE_SIP", "0", "1 where this machine takes telephone calls by SIP")
    phone_sip_listen: str = _setting("PHONE_SIP_LISTEN", "127.0.0.1:5060", "address and first UDP port for SIP")
    phone_sip_public: str = _setting("PHONE_SIP_PUBLIC", "", "our address as the trunk sees it, behind NAT")
    phone_sip_registrar: str = _setting(
        "PHONE_SIP_REGISTRAR", "", "sip:host of the trunk to register with; empty: calls come by themselves"
    )
    phone_sip_user: str = _setting("PHONE_SIP_USER", "phone", "our name at the registrar")
    phone_sip_password: str = _setting("PHONE_SIP_PASSWORD", "", "its password (SIP digest)")
    phone_sip_transfer: str = _setting(
        "PHONE_SIP_TRANSFER", "", "where callers are handed over, as sip:{to}@trunk; empty: the number is read out"
    )
    phone_rtp_port: str = _setting(
        "PHONE_RTP_PORT", "10000", "first of the UDP ports for sound by SIP, 40 for three calls"
    )
    phone_audiosocket: str = _setting(
        "PHONE_AUDIOSOCKET", "", "address and port where Asterisk brings calls by AudioSocket; empty: none"
    )
    phone_agi: str = _setting(
        "PHONE_AGI", "", "address and port where Asterisk asks (FastAGI) whether a caller is handed over; empty: none"
    )
    phone_allowed: str = _setting(
        "PHONE_ALLOWED", "127.0.0.1", "addresses and networks, by comma, that calls may come from: trunk, PBX, handsets"
    )
    phone_lines: str = _setting("PHONE_LINES", "", "number=place id, by comma: where a number that is rung stands")
    phone_most_calls: str = _setting("PHONE_MOST_CALLS", "8", "calls at once, 30 at most; SIP takes a port for three")
    phone_longest: str = _setting("PHONE_LONGEST", "900", "seconds that a call may last")
    phone_edge: str = _setting("PHONE_EDGE", "", "where the telephone finds the edge; empty: on this machine")
    phone_python: str = _setting(
        "PHONE_PYTHON",
        str(ROOT / ".venv-phone" / "bin" / "python"),
        "Python that holds telephone lines; made by `make phone`",
    )

    phone_human: str = _setting(
        "PHONE_HUMAN", "", "number or SIP address that key 0 leads to on the telephone; empty: 96110 is read out"
    )

    @property
    def var(self) -> Path:
        """Directory of everything that is made here and may be deleted."""
        return Path(self.var_dir)

    @property
    def database(self) -> str:
        """Address of the database."""
        return self.database_url or f"sqlite:///{self.var / 'assistant.db'}"

    @property
    def words_database(self) -> str:
        """Address of the database for who reads the words of answers and nothing else."""
        return self.reader_database_url or self.database

    @property
    def words_kept(self) -> timedelta:
        """How long masked words are kept.

        Raises:
            ValueError: longer than residents are told (wordings `record`, `record_none`; answer `data_kept`).
        """
        if not 0 <= float(self.text_days) <= TOLD_DAYS:
            raise ValueError(f"TEXT_DAYS: must be 0 to {TOLD_DAYS}; residents are told {TOLD_DAYS} days at most")
        return timedelta(days=float(self.text_days))

    @property
    def voice(self) -> Path:
        """Where the sounds lie that the kiosk reads aloud."""
        return Path(self.voice_dir) if self.voice_dir else self.var / "voice"

    @property
    def model(self) -> Path:
        """The model that Rasa serves."""
        return Path(self.model_dir) / "current.tar.gz"

    @property
    def export(self) -> Path:
        """What training reads, written from the database; config.yml names the same place."""
        return ROOT / "var" / "export"

    @property
    def rasa_addresses(self) -> tuple[str, ...]:
        """Every replica of Rasa.

        Raises:
            ValueError: an address is none of HTTP.
        """
        listed = tuple(url.strip().rstrip("/") for url in self.rasa_urls.split(",") if url.strip())
        wrong = [url for url in listed if not url.startswith(("http://", "https://"))]
        if wrong:
            raise ValueError(f"RASA_URLS: {wrong[0]} must begin with http:// or https://")
        return listed or self.rasa_workers

    @property
    def rasa_workers(self) -> tuple[str, ...]:
        """Where each worker of the local Rasa is asked."""
        hosts = (LOOPBACK if host in _EVERYWHERE else host for host in self.rasa_hosts)
        return tuple(f"http://{host}:{self.rasa_port}" for host in hosts)

    @property
    def rasa_hosts(self) -> tuple[str, ...]:
        """The address that each worker of the local Rasa listens on.

        Raises:
            ValueError: several, but not on loopback: there replicas are what is added.
        """
        alone = bool(self.rasa_urls) or self.rasa_host != LOOPBACK
        count = self.rasa_processes or ("1" if alone else "2")
        if not count.isdecimal() or not 1 <= int(count) <= MOST_WORKERS:
            raise ValueError(f"RASA_PROCESSES: must be a whole number from 1 to {MOST_WORKERS}")
        if int(count) == 1:
            return (self.rasa_host,)
        if self.rasa_host != LOOPBACK:
            raise ValueError(f"RASA_PROCESSES: only 1 where RASA_HOST is not {LOOPBACK}; add replicas instead")
        return tuple(f"127.0.0.{number}" for number in range(1, int(count) + 1))

    @property
    def actions_health(self) -> str:
        """Address of the local action server, empty where Rasa and its actions run elsewhere and are watched there."""
        hosts = {urlsplit(url).hostname for url in self.rasa_addresses}
        return f"http://127.0.0.1:{self.actions_port}" if hosts & _THIS_MACHINE else ""

    def secret(self) -> bytes:
        """Return the key for cookies and hashes, made once if none was given."""
        if self.secret_key:
            return self.secret_key.encode()
        path = self.var / "secret.key"
        if not path.exists():
            _make_secret(path)
        return path.read_bytes()


def _make_secret(path: Path) -> None:
    """Write a new key whole or not at all; the first of two writers wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(secrets.token_hex(32).encode())
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()


def load_settings() -> Settings:
    """Read the settings from the environment; unset or empty means the default."""
    given = {}
    for item in fields(Settings):
        value = os.environ.get(item.metadata["env"], "").strip()
        if value:
            given[item.name] = value
    return Settings(**given)


def describe() -> list[tuple[str, str, str]]:
    """Return (environment name, default, meaning) of every setting."""
    return [(item.metadata["env"], str(item.default), item.metadata["meaning"]) for item in fields(Settings)]
