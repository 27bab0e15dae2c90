#!/usr/bin/env bash
# Shows that faultstep misses nothing: strace lists every system call that influxcertd makes, and each one either is among those that
# faultstep counts, as often, or is known to change nothing on the host.
# And that the order of the calls leaves nothing to the kernel's cache: what is renamed into place was synced after its last
# change, and whatever another file's change relies on has its folder synced first, so that a power cut is no worse than a kill.
# Usage: audit.sh KIND, one of those in lib.sh
# shellcheck disable=SC1091,SC2034,SC2154,SC2086 # lib.sh lies beside it in the machine; its names are constants without blanks
. "$(dirname "$0")/lib.sh"
choose "${1:-setup}"

# Reading, memory, threads, signals, descriptors, sockets, clocks: nothing of it is there after a power cut.
harmless='access|faccessat2?|stat|fstat|lstat|newfstatat|statx|statfs|fstatfs|readlink|readlinkat|getdents64|getcwd|chdir|open|openat|close|read|pread64|readv|lseek|fcntl|flock|fadvise64|dup|dup2|dup3|pipe2?|poll|ppoll|pselect6|select|epoll_.*|eventfd2|ioctl|getxattr|lgetxattr|listxattr|llistxattr|umask
    |mmap|mprotect|munmap|mremap|madvise|brk|mlock|membarrier|memfd_create|set_mempolicy|get_mempolicy|move_pages
    |clone|clone3|vfork|fork|execve|exit|exit_group|wait4|waitid|futex|set_robust_list|set_tid_address|rseq|arch_prctl|prctl|prlimit64|getrlimit|sched_.*|sysinfo|uname|getpid|getppid|gettid|getuid|geteuid|getgid|getegid|getpgid|getpgrp|getsid|setsid|setpgid|getresuid|getresgid|getgroups|capget|getpriority|getrusage|times
    |rt_.*|sigaltstack|kill|tgkill|tkill|restart_syscall|nanosleep|clock_.*|gettimeofday|time|getrandom|timer.*
    |socket|socketpair|connect|bind|listen|accept4?|sendto|sendmsg|sendmmsg|recvfrom|recvmsg|recvmmsg|shutdown|getsockname|getpeername|setsockopt|getsockopt|write|writev'
harmless=$(tr -d ' \n' <<<"$harmless")

begin
strace -f -y -qq -s 0 -e signal=none -o $work/strace influxcertd $verb >$work/output 2>&1 </dev/null || problem audit "strace influxcertd $verb ends with $?"
program=$(awk 'NR == 1 { print $1 }' $work/strace)
# The threads of the program itself: what clone makes with CLONE_THREAD. A child has another number.
awk -v program="$program" '
    { thread[program] = 1 }
    /clone3?\(.*CLONE_THREAD/ && match($0, /= [0-9]+$/) { thread[substr($0, RSTART + 2)] = 1 }
    /<\.\.\. clone3? resumed>/ && /CLONE_THREAD|parent_tid/ && match($0, /= [0-9]+(\)|$)/) { n = substr($0, RSTART + 2); sub(/[^0-9].*/, "", n); thread[n] = 1 }
    thread[$1] { print }' $work/strace > $work/own

# Names that nobody has thought of yet.
sed -nE 's/^[0-9]+ +([a-z0-9_]+)\(.*/\1/p' $work/own | sort -u > $work/names
counted=$(awk '{ print $2 }' $work/calls-of-$what | sort -u | paste -sd '|')
strange=$(grep -vxE "$harmless|$counted" $work/names | paste -sd ' ')
[ -z "$strange" ] || problem audit "system calls that are neither counted nor known to be harmless: $strange"

# How often, for those that count whenever they are made.
while read -r name; do
    theirs=$(grep -cE "^[0-9]+ +$name\(" $work/own)
    ours=$(awk -v n="$name" '$2 == n' $work/calls-of-$what | wc -l)
    [ "$theirs" = "$ours" ] || problem audit "$name: strace sees $theirs, faultstep $ours"
done < <(awk '{ print $2 }' $work/calls-of-$what | sort -u | grep -vxE 'openat|write|pwrite64|execve')
opens=$(grep -cE '^[0-9]+ +openat\(.*O_(CREAT|TRUNC)' $work/own)
ours=$(awk '$2 == "openat"' $work/calls-of-$what | wc -l)
[ "$opens" = "$ours" ] || problem audit "openat that creates: strace sees $opens, faultstep $ours"
written=$(grep -cE '^[0-9]+ +p?write(64|v)?\([0-9]+<(/etc|/var|/run/influxcertd)' $work/own)
ours=$(awk '$2 ~ /^p?write/ && $3 ~ /^\/(etc|var|run\/influxcertd)/' $work/calls-of-$what | wc -l)
[ "$written" = "$ours" ] || problem audit "writes to files: strace sees $written, faultstep $ours"

awk '
    function folder(path) { sub(/\/[^\/]*$/, "", path); return path }
    function ours(path) { return path ~ /^\/(etc|var)\// }
    # What the next step relies on: the switch, a change elsewhere, a restart, the end of the intent.
    function relied_on(next_folder, f) {
        for (f in unsynced) if (f != next_folder) print "call " $1 " (" $2 " " $3 ") comes before the sync of " f ", changed by call " unsynced[f]
    }
    $2 == "execve" && /restart|reload|kill/ { relied_on("") }
    !ours($3) { next }
    $2 ~ /^(openat|p?write(64|v)?|fchmod|fchown|fsetxattr|ftruncate)$/ { changed[$3] = $1 }
    $2 ~ /^f(data)?sync$/ { delete changed[$3]; delete unsynced[$3] }
    $2 ~ /^(rename|renameat2?)$/ {
        if ($3 in changed) print "call " $1 " renames " $3 ", changed by call " changed[$3] " and not synced since"
        # A folder moves with what is in it.
        for (f in unsynced) if (f == $3) print "call " $1 " renames " $3 ", whose entries are not synced since call " unsynced[f]
        relied_on(folder($3)); unsynced[folder($3)] = $1
    }
    $2 == "unlink" && $3 ~ /intent/ && $3 !~ /tmp$/ { relied_on(folder($3)); unsynced[folder($3)] = $1 }
' $work/calls-of-$what > $work/order
[ ! -s $work/order ] || problem audit "in the order of the calls: $(cat $work/order)"
runs=1
summary "faultstep against strace for $what ($(wc -l < $work/own) system calls, $calls of them change the host)"
