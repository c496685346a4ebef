"""Render the 20 test screenshots of screenshots.yml, with what they truly say in truth.json.

    .venv-media/bin/python tests/data/make_screenshots.py

Needs `make media` (Pillow, segno, PyYAML) and a Chinese font (Debian: fonts-noto-cjk, fontconfig).
The pictures are committed; render again only after a change of the list. Each stays below 60 KB.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import yaml
from PIL import Image
from screen_drawing import SIDE, WIDTH, Colour, Screen, wrap

HERE = Path(__file__).resolve().parent
OUT = HERE / "screenshots"
MOST_BYTES = 60 * 1024
# (page, ink, soft, bar, their bubble, own bubble)
LOOKS: dict[tuple[str, bool], tuple[Colour, ...]] = {
    ("wechat", False): (
        (237, 237, 237),
        (25, 25, 25),
        (150, 150, 150),
        (237, 237, 237),
        (255, 255, 255),
        (149, 236, 105),
    ),
    ("wechat", True): ((17, 17, 17), (215, 215, 215), (110, 110, 110), (30, 30, 30), (44, 44, 44), (59, 178, 115)),
    ("sms", False): ((255, 255, 255), (20, 20, 20), (140, 140, 140), (247, 247, 247), (233, 233, 235), (52, 199, 89)),
    ("sms", True): ((0, 0, 0), (235, 235, 235), (140, 140, 140), (20, 20, 20), (38, 38, 40), (48, 170, 80)),
    ("page", False): ((246, 247, 250), (30, 30, 30), (120, 120, 120), (255, 255, 255), (255, 255, 255), (220, 60, 50)),
    ("page", True): ((18, 20, 26), (225, 225, 225), (150, 150, 150), (24, 26, 34), (34, 37, 48), (200, 120, 40)),
    ("receipt", False): (
        (255, 255, 255),
        (25, 25, 25),
        (130, 130, 130),
        (237, 237, 237),
        (255, 255, 255),
        (255, 255, 255),
    ),
    ("receipt", True): ((20, 20, 22), (230, 230, 230), (140, 140, 140), (34, 34, 38), (20, 20, 22), (20, 20, 22)),
}


def draw_chat(screen: Screen, item: dict[str, Any], look: tuple[Colour, ...], portrait: bool) -> None:
    """Draw one item of a chat."""
    if "time" in item:
        screen.stamp(item["time"])
    elif "qr" in item:
        screen.code(item["qr"], SIDE, 420)
    else:
        mine = "i" in item
        own_ink: Colour = (10, 20, 10) if portrait else (255, 255, 255)
        ink = own_ink if mine else look[1]
        screen.bubble(item.get("i") or item["they"], mine, look[5 if mine else 4], ink, portrait)


def draw_page(screen: Screen, item: dict[str, Any], look: tuple[Colour, ...]) -> None:
    """Draw one item of a page or a receipt."""
    if "head" in item:
        screen.y += 60
        screen.write(WIDTH / 2, screen.y, item["head"], 72, look[1], middle=True)
        screen.y += 150
    elif "pair" in item:
        screen.write(70, screen.y, item["pair"][0], 42, look[2])
        screen.write(330, screen.y, item["pair"][1], 42, look[1])
        screen.y += 92
    elif "qr" in item:
        screen.code(item["qr"], WIDTH // 2 - 240, 480)
    elif "button" in item:
        screen.draw.rounded_rectangle((120, screen.y, WIDTH - 120, screen.y + 130), 30, fill=look[5])
        screen.write(WIDTH / 2, screen.y + 32, item["button"], 46, (255, 255, 255), middle=True)
        screen.y += 180
    else:
        for row in wrap(item["line"], 46, WIDTH - 140):
            screen.write(70, screen.y, row, 46, look[1])
            screen.y += 76
        screen.y += 24


def draw(spec: dict[str, Any]) -> Screen:
    """Return the screen of one entry."""
    look = LOOKS[spec["look"], bool(spec.get("dark"))]
    screen = Screen(look[0], look[1], look[2])
    screen.bar(spec["title"], look[3])
    for item in spec["items"]:
        if spec["look"] in ("wechat", "sms"):
            draw_chat(screen, item, look, portrait=spec["look"] == "wechat")
        else:
            draw_page(screen, item, look)
    return screen


def encode(spec: dict[str, Any], image: Image.Image) -> tuple[str, bytes]:
    """Return (file name, bytes): tilted, compressed, or sharp."""
    if spec.get("tilt"):
        image = image.rotate(spec["tilt"], Image.Resampling.BICUBIC, expand=True, fillcolor=(90, 84, 78))
    image = image.resize((image.width * 2 // 3, image.height * 2 // 3), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    if "quality" in spec:
        image.save(written, "JPEG", quality=spec["quality"], optimize=True)
        return f"{spec['id']}.jpg", written.getvalue()
    image.quantize(spec.get("colours", 24), dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return f"{spec['id']}.png", written.getvalue()


def truth(spec: dict[str, Any], screen: Screen, name: str) -> dict[str, Any]:
    """Return what the picture truly says."""
    items = spec["items"]
    kind = {"wechat": "chat", "sms": "chat", "page": "page", "receipt": "receipt"}[spec["look"]]
    return {
        "file": name,
        "look": spec["look"],
        "kind": kind,
        "lines": screen.lines,
        "they": [item["they"] for item in items if "they" in item],
        "i": [item["i"] for item in items if "i" in item],
        "codes": [item["qr"] for item in items if "qr" in item],
    }


def main() -> None:
    """Render all and write the truth beside them."""
    OUT.mkdir(exist_ok=True)
    truths = []
    for spec in yaml.safe_load((HERE / "screenshots.yml").read_text(encoding="utf-8"))["screenshots"]:
        screen = draw(spec)
        name, data = encode(spec, screen.finish())
        if len(data) > MOST_BYTES:
            raise SystemExit(f"{name}: {len(data)} bytes; lower its quality in screenshots.yml")
        (OUT / name).write_bytes(data)
        truths.append(truth(spec, screen, name))
    (OUT / "truth.json").write_text(json.dumps(truths, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"written: {len(truths)} pictures and truth.json in {OUT.name}/")


if __name__ == "__main__":
    main()
