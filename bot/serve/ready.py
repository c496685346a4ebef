"""Wait until the edge answers for real, then say where the page is."""

from __future__ import annotations

import time
import urllib.error
import urllib.request

from bot.settings import load_settings

PATIENCE_SECONDS = 180


def announce() -> int:
    """Print one line when everything is up; returns an exit code."""
    settings = load_settings()
    url = f"http://{settings.edge_host}:{settings.edge_port}"
    begun = time.monotonic()
    print("· starting: actions, Rasa, edge", flush=True)
    while time.monotonic() - begun < PATIENCE_SECONDS:
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=3) as response:  # noqa: S310 - our own http address
                if response.status == 200:
                    print(
                        f"· 打开 {url}/ 就可以说话了（启动用了 {time.monotonic() - begun:.0f} 秒；Ctrl-C 结束）",
                        flush=True,
                    )
                    print(f"· 工作台在 http://{settings.console_host}:{settings.console_port}/login", flush=True)
                    return 0
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.5)
    print(f"· {url} is not ready after {PATIENCE_SECONDS} s: see the messages above", flush=True)
    return 1
