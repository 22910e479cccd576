import pytest

from portal.sandbox import SandboxFailure, run_limited


def run(name, payload=b"abc", **limits):
    return run_limited(f"tests.sandbox.hostile:{name}", payload, **limits)


def test_the_answer_comes_back():
    assert run("echo", options={"suffix": "é"}) == "abcé".encode()


def test_two_megabytes_go_through():
    assert len(run("echo", b"x" * 2_000_000)) == 2_000_000


@pytest.mark.parametrize(
    ("name", "reason", "limits"),
    [
        ("loop", "time", {"cpu_seconds": 1}),
        ("sleep_for_ever", "time", {"wall_seconds": 1}),
        ("hoard", "memory", {}),
        ("abort", "crash", {}),
        ("fail", "crash", {}),
        ("write", "crash", {}),
    ],
)
def test_trouble_is_told_in_french_and_leaves_us_alive(name, reason, limits):
    with pytest.raises(SandboxFailure) as caught:
        run(name, **limits)
    assert caught.value.reason == reason
    assert caught.value.message.startswith(("La lecture", "Ce fichier"))


def test_a_reader_may_refuse_for_its_own_reason():
    with pytest.raises(SandboxFailure) as caught:
        run("refuse")
    assert (caught.value.reason, caught.value.message) == ("refused", "Ce classeur a trop de lignes.")


def test_the_child_knows_no_secret():
    assert b"PORTAL" not in run("secrets")
