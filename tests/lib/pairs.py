# SPDX-License-Identifier: MIT
"""A base and a reform of it, run with the same random numbers and with events, for the tests of talentsim compare."""

import functools

import runs

REPLICATES = 4
SCALE = "0.002" if runs.SMALL else "0.005"
ARGUMENTS = ("--scale", SCALE, "--until", "2024-03", "--replicates", REPLICATES)
SCHEME = "ttps_b"
REFORM = f"--set=schemes.{SCHEME}.approval_probability=0.3"
RETITLED = "--set=title=The same again"  # a policy that changes nothing
ENGINES = ["netcdf4", "h5netcdf"]


@functools.lru_cache(maxsize=None)
def file(*more):
    return runs.run_file(runs.BASELINE, *ARGUMENTS, "--events", *more)


def base_and_reform():
    return file(), file(REFORM)
