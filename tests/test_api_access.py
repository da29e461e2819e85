"""Who may call the API, and what other web pages in the same browser may not."""

from __future__ import annotations

import pytest

from assistant.api.access import WRONG_KEYS, Access, Doorkeeper
from assistant.api.problems import Problem

HERE = {"host": "127.0.0.1:7860"}
FREE = Access.of(local=True, api_key="", admin_password="密码")
KEYED = Access.of(local=False, api_key="key", admin_password="密码")


def status(access: Access, method: str, **headers: str) -> int:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        Doorkeeper(access).check(method, {**HERE, **named}, "10.0.0.1")
    except Problem as problem:
        return problem.status_code
    return 200


@pytest.mark.parametrize(
    "method, headers, expected",
    [
        ("GET", {}, 200),
        ("POST", {}, 200),  # a program names no page
        ("GET", {"host": "localhost:7860"}, 200),
        ("GET", {"host": "[::1]:7860"}, 200),
        ("GET", {"host": "rebound.example:7860"}, 403),
        ("GET", {"host": "127.0.0.1.example"}, 403),
        ("GET", {"host": ""}, 403),
        ("POST", {"origin": "http://127.0.0.1:7860"}, 200),
        ("POST", {"origin": "http://evil.example"}, 403),
        (
            "POST",
            {"origin": "http://127.0.0.1:9999"},
            403,
        ),  # another program's page on this machine
        ("POST", {"origin": "null"}, 403),
        ("DELETE", {"origin": "https://evil.example"}, 403),
        ("GET", {"sec_fetch_site": "cross-site", "sec_fetch_mode": "no-cors"}, 403),
        ("GET", {"sec_fetch_site": "same-site", "sec_fetch_mode": "cors"}, 403),
        ("GET", {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate"}, 200),
        ("GET", {"sec_fetch_site": "same-origin", "sec_fetch_mode": "cors"}, 200),
    ],
)
def test_this_machine_is_free_and_other_pages_are_not(
    method: str, headers: dict[str, str], expected: int
) -> None:
    assert status(FREE, method, **headers) == expected


@pytest.mark.parametrize(
    "headers, expected",
    [
        ({}, 401),
        ({"authorization": "Bearer key"}, 200),
        ({"authorization": "bearer key"}, 200),
        ({"authorization": "Basic key"}, 401),
        ({"x_api_key": "key"}, 200),
        ({"x_api_key": "密码"}, 200),
        ({"x_api_key": "ke"}, 401),
        ({"x_api_key": "key", "host": "bureau.example"}, 200),
        ({"x_api_key": "key", "origin": "http://evil.example"}, 403),
    ],
)
def test_with_a_key_the_key_counts(headers: dict[str, str], expected: int) -> None:
    assert status(KEYED, "POST", **headers) == expected


def test_a_key_is_asked_for_on_this_machine_too_once_it_is_set() -> None:
    assert status(Access.of(local=True, api_key="key", admin_password=""), "GET") == 401


def test_beyond_this_machine_it_is_off_without_a_key() -> None:
    off = Access.of(local=False, api_key="", admin_password="")
    assert status(off, "GET", x_api_key="") == 403


def test_keys_are_not_guessed() -> None:
    now = [0.0]
    door = Doorkeeper(KEYED, clock=lambda: now[0])

    def tried(key: str, address: str = "10.0.0.1") -> int:
        try:
            door.check("GET", {**HERE, "x-api-key": key}, address)
        except Problem as problem:
            return problem.status_code
        return 200

    assert {tried("wrong") for _ in range(WRONG_KEYS)} == {401}
    assert tried("key") == 429 and tried("key", "10.0.0.2") == 200
    now[0] = 61.0
    assert tried("key") == 200
