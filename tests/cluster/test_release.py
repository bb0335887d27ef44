# SPDX-License-Identifier: MIT
"""The release runs where nothing is installed, and gives what the program that was packed gives.

A bare Debian root is made only under `scripts/test --all`; TALENTSIM_BARE_ROOT names a tar of one to save the time."""

import os
import re
import shutil
import subprocess

import pytest
import runs

SMALL = ("run", "scenarios/baseline.yaml", "--scale", "0.005", "--until", "2023-03", "--threads", "2", "--quiet", "--force")
NO_GLIBC = "lib/glibc/ld-linux-x86-64.so.2", "--library-path", "lib/glibc:lib", "bin/talentsim"
GLIBC = re.compile(r"(libc|libm|libresolv|libdl|libpthread|librt|ld-linux-x86-64)\.so\.\d|linux-vdso")
INSTALLS_LATER = ("libhdf5_serial.so.103", "libgomp.so.1", "libyaml-cpp.so.0.7")
IN_ITS_OWN_MOUNTS = ("unshare", "--mount", "--propagation", "private", "bash", "-euc")

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="changing the root folder needs root")
pytestmark = pytest.mark.skipif(
    shutil.which("patchelf") is None or runs.SMALL,
    reason="patchelf is not installed (scripts/setup release)" if not runs.SMALL else "sanitizers have their own libraries")


def call(words, **options):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=900, **options)
    assert done.returncode == 0, f"{words}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("release")
    call(["scripts/release", "--program", os.path.abspath(runs.BINARY), "-o", folder], cwd=runs.ROOT)
    (made,) = folder.iterdir()
    assert re.fullmatch(r"talentsim-\d+\.\d+\.\d+-x86_64-linux\.tar\.gz", made.name)
    return made


@pytest.fixture(scope="module")
def expected():
    return runs.run_file("scenarios/baseline.yaml", *SMALL[2:6], threads=2)


def unpack(archive, folder):
    call(["tar", "-C", folder, "-xf", archive])
    return folder / archive.name.removesuffix(".tar.gz")


def test_it_uses_its_own_libraries(archive, tmp_path, expected):
    root = unpack(archive, tmp_path)
    for line in call(["ldd", root / "bin" / "talentsim"], env={"PATH": "/usr/bin:/bin"}).splitlines():
        assert GLIBC.search(line) or f"=> {root}/" in line, line
    for name in ("talentsim", "talentsim-own-glibc"):
        link = tmp_path / f"link-to-{name}"
        link.symlink_to(root / "bin" / name)
        call([link, *SMALL, "-o", tmp_path / "x.h5"], cwd=root, env={"PATH": "/usr/bin:/bin", "LD_LIBRARY_PATH": "/nowhere"})
        assert runs.compare_results(tmp_path / "x.h5", expected) == ""


def test_every_library_has_its_licence(archive, tmp_path):
    root = unpack(archive, tmp_path)
    packages = [line.split()[0] for line in (root / "licences" / "PACKAGES").read_text().splitlines()]
    assert sorted([*packages, "PACKAGES"]) == sorted(path.name for path in (root / "licences").iterdir())
    assert {"libc6", "libstdc++6", "libgomp1", "libhdf5-103-1", "libyaml-cpp0.7", "libfmt9"} <= set(packages)
    assert all((root / "licences" / name).stat().st_size > 500 for name in packages)


def test_the_stated_glibc_is_what_the_files_ask_for(archive, tmp_path):
    root = unpack(archive, tmp_path)
    stated = re.search(r"needs glibc (\d+)\.(\d+) or later", (root / "INSTALL").read_text())
    files = [root / "bin" / "talentsim", *sorted((root / "lib").glob("*.so*"))]
    asked = re.findall(r"\bGLIBC_(\d+)\.(\d+)", call(["readelf", "--version-info", "--wide", *files]))
    assert max(tuple(map(int, pair)) for pair in asked) == tuple(map(int, stated.groups()))


@as_root
def test_with_no_system_around_it(archive, tmp_path, expected):
    """A root folder that holds the release and nothing else, no C library and no shell."""
    root = unpack(archive, tmp_path)
    call(["chroot", root, *NO_GLIBC, *SMALL, "-o", "x.h5"], env={"PATH": "/usr/bin:/usr/sbin"})
    assert runs.compare_results(root / "x.h5", expected) == ""


def bare_root(folder):
    """A minimal Debian 12."""
    if ready := os.environ.get("TALENTSIM_BARE_ROOT"):
        call(["tar", "-C", folder, "-xf", ready])
        return
    words = ["apt-get", "indextargets", "--format", "$(SITE) $(CODENAME)", "Created-By: Packages"]
    sites = [line.split()[0] for line in call(words).splitlines() if line.endswith(" bookworm")]
    call(["debootstrap", "--variant=minbase", "bookworm", folder, *sites[:1]])


@as_root
@pytest.mark.skipif(
    not (runs.ALL or "TALENTSIM_BARE_ROOT" in os.environ), reason="makes a Debian root (scripts/test --all)")
@pytest.mark.parametrize("name", ["talentsim", "talentsim-own-glibc"])
def test_in_a_bare_debian(name, archive, tmp_path, expected):
    if "TALENTSIM_BARE_ROOT" not in os.environ and shutil.which("debootstrap") is None:
        pytest.skip("debootstrap is not installed (scripts/setup cluster)")
    root = tmp_path / "root"
    root.mkdir()
    bare_root(root)
    assert not [path for library in INSTALLS_LATER for path in root.glob(f"usr/lib/*/{library}")]
    release = unpack(archive, root / "opt")
    inside = "/" + str(release.relative_to(root))
    call([*IN_ITS_OWN_MOUNTS,
          f"mount -t proc proc {root}/proc; exec chroot {root} env -i PATH=/usr/bin:/bin sh -c "
          f"'cd {inside} && bin/{name} {' '.join(SMALL)} -o /tmp/x.h5'"])
    assert runs.compare_results(root / "tmp" / "x.h5", expected) == ""
