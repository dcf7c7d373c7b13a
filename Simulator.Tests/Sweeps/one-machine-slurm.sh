#!/usr/bin/env bash
# Starts a Slurm of one machine in a folder of its own, submits a job script, waits for its end, and stops Slurm again.
# usage: one-machine-slurm.sh FOLDER JOB_SCRIPT   (as root)
set -euo pipefail
folder=$1 job=$2
host=$(hostname -s)
mkdir -p "$folder"/{run,log,spool,state}

# Two ports that nothing uses, so that tests can run beside one another and beside a Slurm of the machine.
free_port() {
    for _ in $(seq 100); do
        port=$((20000 + RANDOM % 20000))
        (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null || { echo "$port"; return; }
    done
    echo "no free port" >&2
    return 1
}
controller=$(free_port)
daemon=$(free_port)

dd if=/dev/urandom of="$folder/key" bs=1 count=1024 status=none
chmod 400 "$folder/key"

cat > "$folder/slurm.conf" << EOF
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/run/munge.socket
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmctldPidFile=$folder/run/slurmctld.pid
SlurmdPidFile=$folder/run/slurmd.pid
SlurmdSpoolDir=$folder/spool
StateSaveLocation=$folder/state
SlurmctldLogFile=$folder/log/slurmctld.log
SlurmdLogFile=$folder/log/slurmd.log
SlurmctldPort=$controller
SlurmdPort=$daemon
ReturnToService=2
SchedulerParameters=sched_min_interval=100000,batch_sched_delay=0
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES State=UP
EOF
export SLURM_CONF="$folder/slurm.conf"

stop() {
    for daemon_pid in slurmctld slurmd munged; do
        [ -f "$folder/run/$daemon_pid.pid" ] || continue
        pid=$(cat "$folder/run/$daemon_pid.pid")
        kill "$pid" 2> /dev/null

        # A daemon writes its state when it ends, into a folder that goes afterwards.
        for _ in $(seq 100); do
            kill -0 "$pid" 2> /dev/null || break
            sleep 0.1
        done
    done
    true
}
trap stop EXIT

munged --force --key-file="$folder/key" --socket="$folder/run/munge.socket" --pid-file="$folder/run/munged.pid" --log-file="$folder/log/munged.log" \
    --seed-file="$folder/run/seed"
slurmctld
slurmd

# sbatch --wait asks ever more seldom, and would end seconds after the job.
id=$(sbatch --parsable --chdir="$folder" "$job")
for _ in $(seq 2500); do
    [ -z "$(squeue --noheader --jobs="$id")" ] && break
    sleep 0.2
done
tasks=$(scontrol --oneliner show job "$id")
[ "$(grep --count JobState=COMPLETED <<< "$tasks")" -eq "$(wc --lines <<< "$tasks")" ] || { echo "$tasks" >&2; exit 1; }
