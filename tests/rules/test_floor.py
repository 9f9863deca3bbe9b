"""Pages keep to old browsers (Chromium 86) and to the policy default-src 'self': nothing inline, no other host."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SHEET = ROOT / "static" / "fengqiao.css"
SCRIPT = ROOT / "static" / "fengqiao.js"

TOO_NEW_STYLE = {
    "selectors": r":has\(|:is\(|:where\(",
    "container queries": r"@container|container-type",
    "layers": r"@layer",
    "colours": r"color-mix\(|oklch\(|lab\(",
    "inset": r"[{;\s]inset\s*:",
    "aspect-ratio": r"aspect-ratio\s*:",
    "units": r"\d(dvh|svh|lvh|cqw)\b",
    "nesting": r"\{[^{}@]*\{",
    "pictures the policy forbids": r"url\(|@import|data:\w+/",
}
TOO_NEW_SCRIPT = r"\.at\(|\?\?=|\|\|=|structuredClone|replaceAll\(|findLast|popover|Object\.hasOwn"
FORBIDDEN_SCRIPT = r"\beval\(|new Function|setAttribute\(\"style|\.style\b"


def named(paths):
    return pytest.mark.parametrize("path", paths, ids=lambda p: str(p.relative_to(ROOT)))


def without_comments(text):
    return re.sub(r"/\*.*?\*/|\{#.*?#\}", "", text, flags=re.DOTALL)


def flat(sheet):
    """The rules without the frames of @media, @page and @font-face, so that braces inside braces are nesting."""
    return re.sub(r"@media[^{]*\{((?:[^{}]*\{[^{}]*\})*[^{}]*)\}", r"\1", sheet)


@pytest.mark.parametrize("feature", TOO_NEW_STYLE)
def test_the_stylesheet_runs_on_chromium_86(feature):
    assert not re.findall(TOO_NEW_STYLE[feature], flat(without_comments(SHEET.read_text("utf-8"))))


def test_the_script_runs_on_chromium_86():
    assert not re.findall(TOO_NEW_SCRIPT, without_comments(SCRIPT.read_text("utf-8")))


def test_the_script_keeps_to_the_policy():
    assert not re.findall(FORBIDDEN_SCRIPT, SCRIPT.read_text("utf-8"))


@named(TEMPLATES)
def test_a_template_has_nothing_inline(path):
    text = without_comments(path.read_text("utf-8"))
    assert not re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on", text)
    assert not re.findall(r"<script(?![^>]*\ssrc=)", text)


@named(TEMPLATES)
def test_a_template_names_no_other_host(path):
    assert not re.findall(r"(?:src|href|action)=[\"'](?:https?:)?//", path.read_text("utf-8"))


@named([path for path in TEMPLATES if "{% extends" in path.read_text("utf-8")])
def test_a_page_has_a_heading(path):
    assert "{% block heading %}" in path.read_text("utf-8")
