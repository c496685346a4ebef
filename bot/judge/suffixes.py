"""Hosts split by the Public Suffix List, from the copy that comes with tldextract; never fetched."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import tldextract


@dataclass(frozen=True)
class Split:
    """The parts of a host.

    Attributes:
        sub: what stands before the registered name.
        name: the registered name: "icbc" of icbc.com.cn.
        suffix: what anybody may register under: "com.cn"; empty when unknown.
    """

    sub: str
    name: str
    suffix: str

    @property
    def registered(self) -> str:
        """The domain that somebody registered, empty where there is none."""
        return f"{self.name}.{self.suffix}" if self.name and self.suffix else ""


@lru_cache(maxsize=1)
def _extractor() -> tldextract.TLDExtract:
    """Return the shared extractor; hosting under names like vercel.app counts as registering there."""
    return tldextract.TLDExtract(cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True)


def split(host: str) -> Split:
    """Return the parts of a host name in lower case."""
    parts = _extractor().extract_str(host)
    return Split(parts.subdomain, parts.domain, parts.suffix)
