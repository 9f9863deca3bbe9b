"""QR codes: what a telephone reads off a printed table."""

import io

import segno


def svg(text: str, label: str) -> str:
    """A QR of `text` as inline SVG, without a style; `label` is what a screen reader says."""
    code = segno.make(text, error="m", micro=False)
    return str(code.svg_inline(scale=3, border=2, title=label, svgclass="qr", lineclass="", omitsize=True))


def png(text: str) -> bytes:
    """The same as a picture for workbooks and documents."""
    made = io.BytesIO()
    segno.make(text, error="m", micro=False).save(made, kind="png", scale=6, border=2)
    return made.getvalue()
