# SPDX-License-Identifier: MIT
"""Every example of docs/clusters.md, in order, on a real Slurm: those fenced as sh and python, which the test of all
pages runs too, and those fenced as bash, which need a cluster."""

import pathlib
import shutil
import subprocess
import sys
import tempfile

import pytest
import runs
import slurm

sys.path.append(str(runs.ROOT / "tests" / "analysis"))
from test_docs import PYTHON, blocks, folder  # noqa: E402, F401  (folder: like the sources, with a small talentsim)

PAGE = runs.ROOT / "docs" / "clusters.md"
# What a person at a cluster would not need: to be root, and more ranks than cores.
AS_ROOT = {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1", "OMPI_MCA_rmaps_base_oversubscribe": "1"}


def missing():
    absent = [name for name in ("mpirun", "snakemake") if shutil.which(name) is None]
    return slurm.missing() or (f"not installed: {', '.join(absent)} (scripts/setup cluster)" if absent else None)


@pytest.mark.skipif(missing() is not None, reason=str(missing()))
def test_every_example_runs(folder):  # noqa: F811
    place = tempfile.mkdtemp(prefix="slurm")
    try:
        with slurm.Cluster(place) as cluster:
            environment = cluster.environment | AS_ROOT | {"OMP_WAIT_POLICY": "passive", "HOME": str(folder)}
            environment["PATH"] = f"/usr/bin:{environment['PATH']}"
            environment.pop("TALENTSIM", None)  # build/talentsim, as the page says
            for language, body in blocks(PAGE, "sh", "bash", "python"):
                words = [PYTHON, "-c"] if language == "python" else ["bash", "-euo", "pipefail", "-c"]
                done = subprocess.run([*words, body], cwd=folder, env=environment, capture_output=True, text=True, timeout=200)
                logs = "\n".join(log.read_text() for log in pathlib.Path(folder).glob("out/logs/*"))
                assert done.returncode == 0, f"{body}\n{done.stdout}\n{done.stderr}\n{logs}"
    finally:
        shutil.rmtree(place, ignore_errors=True)
    compared = [folder / "out" / name for name in ("ranks.h5", "steps.h5", "workflow.h5", "patient.h5")]
    assert all(runs.compare_results(file, folder / "out" / "array.h5") == "" for file in compared)
