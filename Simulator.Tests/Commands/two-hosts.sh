#!/usr/bin/env bash
# Runs a command in two network namespaces, which stand for two machines that are connected by an Ethernet cable, as two processes of MPI
# that talk by TCP. Needs root, iproute2, util-linux and Open MPI. Exits with 77 where namespaces cannot be made.
# Usage: two-hosts.sh COMMAND ...
set -euo pipefail
export first=spiking-a-$$ second=spiking-b-$$
folder=$(mktemp -d)

remove() {
    ip netns delete "$first" 2> /dev/null || true
    ip netns delete "$second" 2> /dev/null || true
    rm -rf "$folder"
}
trap remove EXIT

ip netns add "$first" && ip netns add "$second" && unshare --uts true || exit 77
ip link add cable netns "$first" type veth peer name cable netns "$second"
for host in "$first" "$second"; do
    [ "$host" = "$first" ] && address=10.171.0.1 || address=10.171.0.2
    ip -n "$host" address add "$address/24" dev cable
    ip -n "$host" link set cable up
    ip -n "$host" link set lo up
done

# Open MPI starts processes on other hosts by a program like ssh, called with a host and a command. Two hosts have two names.
cat > "$folder/remote" << 'SCRIPT'
#!/usr/bin/env bash
[ "$1" = 10.171.0.1 ] && host=$first || host=$second
shift
exec ip netns exec "$host" unshare --uts sh -c "hostname $host; $*"
SCRIPT
chmod +x "$folder/remote"

ip netns exec "$first" unshare --uts sh -c 'hostname "$0"; exec "$@"' "$first" mpirun --allow-run-as-root -n 2 --host 10.171.0.1:1,10.171.0.2:1 \
    --mca plm_rsh_agent "$folder/remote" --mca btl self,tcp --mca btl_tcp_if_include 10.171.0.0/24 \
    --mca oob_tcp_if_include 10.171.0.0/24 --mca mpi_yield_when_idle 1 "$@"
