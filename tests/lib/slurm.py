# SPDX-License-Identifier: MIT
"""A Slurm cluster of this one machine, with its own ports, keys and folder, for as long as a test wants it."""

import contextlib
import os
import pathlib
import secrets
import shutil
import socket
import subprocess
import time

PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "scontrol", "scancel", "squeue")
PATIENCE_SECONDS = 60

CONFIGURATION = """ClusterName=test
SlurmctldHost={host}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={place}/run/munge.socket,cred_expire=5
CredType=cred/munge
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
SlurmctldPort={controller_port}
SlurmdPort={node_port}
StateSaveLocation={place}/state
SlurmdSpoolDir={place}/spool
SlurmctldPidFile={place}/run/slurmctld.pid
SlurmdPidFile={place}/run/slurmd.pid
SlurmctldLogFile={place}/log/slurmctld.log
SlurmdLogFile={place}/log/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
MpiDefault=none
ReturnToService=2
RequeueExit=75
SlurmdParameters=config_overrides
SchedulerParameters=sched_interval=1,sched_min_interval=0,batch_sched_delay=0,bf_interval=1
NodeName={host} NodeHostname={host} NodeAddr=127.0.0.1 CPUs={cpus} RealMemory=16000 State=UNKNOWN
PartitionName=main Nodes={host} Default=YES MaxTime=INFINITE State=UP
"""


def missing():
    """Why there can be no cluster here, or None."""
    if os.geteuid() != 0:
        return "Slurm's daemons need root"
    path = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
    absent = [name for name in PROGRAMS if shutil.which(name, path=path) is None]
    return f"not installed: {', '.join(absent)} (scripts/setup cluster)" if absent else None


def free_ports(count):
    """Ports of the loopback that nobody listens on now, all different."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


class Cluster:
    """Three daemons below `place`; use as a context. Its path must be short: a socket's may have 107 characters."""

    def __init__(self, place, cpus=2):
        self.place = pathlib.Path(place)
        self.daemons = []
        for name in ("run", "log", "state", "spool"):
            (self.place / name).mkdir(parents=True)
        self.place.chmod(0o755)
        (self.place / "run").chmod(0o755)  # munged refuses a socket in a folder that others may write to
        key = self.place / "munge.key"
        key.touch(mode=0o600)
        key.write_bytes(secrets.token_bytes(1024))
        controller_port, node_port = free_ports(2)
        (self.place / "slurm.conf").write_text(CONFIGURATION.format(
            host=socket.gethostname().split(".")[0], place=self.place, cpus=cpus, controller_port=controller_port,
            node_port=node_port))
        hierarchy = "cgroup/v2" if pathlib.Path("/sys/fs/cgroup/cgroup.controllers").exists() else "cgroup/v1"
        (self.place / "cgroup.conf").write_text(f"CgroupPlugin={hierarchy}\n")
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("SLURM_", "SBATCH_"))},
            "SLURM_CONF": str(self.place / "slurm.conf"), "PATH": os.environ["PATH"] + ":/usr/sbin:/sbin",
        }

    def __enter__(self):
        try:
            self.start_daemons()
            self.wait(lambda: self.call("sinfo", "-h", "-o", "%T").strip() == "idle", "the node to be idle")
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    def start_daemons(self):
        run = self.place / "run"
        self.daemon("munged", "--foreground", f"--key-file={self.place}/munge.key", f"--socket={run}/munge.socket",
                    f"--pid-file={run}/munged.pid", f"--log-file={self.place}/log/munged.log",
                    f"--seed-file={run}/munge.seed")
        self.wait((run / "munge.socket").exists, "munged")
        self.daemon("slurmctld", "-D", "-c", "-f", self.place / "slurm.conf")
        self.daemon("slurmd", "-D", "-f", self.place / "slurm.conf")

    def daemon(self, *words):
        with open(self.place / "log" / f"{words[0]}.out", "wb") as log:
            self.daemons.append(subprocess.Popen(
                [str(word) for word in words], env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True))

    def stop(self):
        """Ends all jobs, then the daemons, the last started first."""
        with contextlib.suppress(Exception):
            if len(self.daemons) == 3:
                self.call("scancel", "--user=root")
                self.wait(lambda: not self.call("squeue", "-h").strip(), "jobs to end")
        for daemon in reversed(self.daemons):
            daemon.terminate()
            try:
                daemon.wait(timeout=10)
            except subprocess.TimeoutExpired:
                daemon.kill()
                daemon.wait()
        self.daemons = []

    def call(self, *words, cwd=None, **environment):
        done = subprocess.run([str(word) for word in words], env=self.environment | environment, cwd=cwd,
                              capture_output=True, text=True, timeout=PATIENCE_SECONDS)
        if done.returncode != 0:
            raise RuntimeError(f"{words} gave {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout

    @contextlib.contextmanager
    def started(self, *words):
        """A client that runs until the end of the context at most; what it says does not matter."""
        client = subprocess.Popen(words, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield
        finally:
            client.terminate()
            client.wait()

    def wait(self, condition, what, seconds=PATIENCE_SECONDS):
        end = time.monotonic() + seconds
        while True:
            with contextlib.suppress(RuntimeError):  # a daemon that does not answer yet
                if condition():
                    return
            if time.monotonic() > end:
                raise TimeoutError(f"waited {seconds} s for {what}\n{self.logs()}")
            time.sleep(0.2)

    def logs(self):
        return "\n".join(f"--- {log.name}\n{log.read_text(errors='replace')[-3000:]}"
                         for log in sorted((self.place / "log").iterdir()))

    def job(self, number):
        """What scontrol knows of a job or of one task of an array, such as 5_3: a dictionary."""
        words = self.call("scontrol", "show", "job", number, "-o").split()
        return dict(word.split("=", 1) for word in words if "=" in word)

    def finished(self, job):
        return not self.call("squeue", "-h", "-j", job).strip()
