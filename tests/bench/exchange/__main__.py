"""`make bench-exchange ARGS="--rows 50000"`: see docs/performance.md for how to read it."""

import argparse
import tempfile
from pathlib import Path

from tests.bench.exchange.places import places


def main():
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="bench-exchange-") as name:
        folder = Path(name)
        # PostgreSQL's account walks down to its own folder.
        folder.chmod(0o711)
        sizes = {asked.rows, asked.default_rows}
        with places(folder, asked.on) as found:
            for place in found:
                place.filled(asked.files, folder, sizes)
                _report(place, asked, folder)


def _arguments():
    parser = argparse.ArgumentParser(prog="make bench-exchange", description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000, help="contacts in the file")
    parser.add_argument("--files", type=int, default=3_000, help="case files that they speak of")
    parser.add_argument("--default-rows", type=int, default=2_000, help="rows that the default Resource gets")
    parser.add_argument("--on", nargs="+", default=["sqlite", "postgresql"], help="databases")
    parser.add_argument("--only", nargs="+", default=["bare", "default", "ours", "changed"], help="measures")
    parser.add_argument("--profile", action="store_true", help="where ours spends its time, instead")
    return parser.parse_args()


def _report(place, asked, folder):
    print(f"\n{place.kind}, {asked.rows} rows", flush=True)
    if asked.profile:
        print(place.run("profile", folder / f"{asked.rows}.xlsx"))
        return
    told = {}
    for name in asked.only:
        rows = asked.default_rows if name == "default" else asked.rows
        measured = place.run(name, folder / f"{rows}.xlsx")
        told[name] = {lap: _scaled(found, asked.rows / rows) for lap, found in measured["laps"].items()}
        for lap, found in measured["laps"].items():
            _line(f"{name}, {lap}", rows, found)
        print(f"{name:26}{'peak':>10}{measured['peak']:>9.0f} MB", flush=True)
    if {"bare", "default", "ours"} <= told.keys():
        _ratios(told, asked)


def _scaled(lap, times):
    """Linear: what the default Resource would take for all rows, which flatters it."""
    return {name: value * times for name, value in lap.items()}


def _line(name, rows, lap):
    print(
        f"{name:26}{rows:>8} rows{lap['seconds']:>9.2f} s{lap['processor']:>9.2f} s of processor"
        f"{rows / lap['processor']:>9.0f} rows/s{lap['questions']:>8.0f} questions",
        flush=True,
    )


def _ratios(told, asked):
    bare, default, ours = told["bare"], told["default"], told["ours"]
    for clock in ("processor", "seconds"):
        whole = ours["preview"][clock] + ours["write"][clock]
        again = ours["again"][clock]
        said = "of processor" if clock == "processor" else "that passed"
        print(
            f"by seconds {said}: {whole / bare['import'][clock]:.1f} times file to database; "
            f"the default takes {default['import'][clock] / whole:.0f} times ours, "
            f"{default['again'][clock] / again:.0f} times for the same file again "
            f"(from {asked.default_rows} rows, taken as linear)"
        )


if __name__ == "__main__":
    main()
