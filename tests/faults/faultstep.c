/*
 * Runs a program, counts the system calls by which it changes the host, and kills it before the Nth or lets that one fail.
 *
 * The kernel stops the program at those calls and no others (seccomp-bpf, SECCOMP_RET_TRACE), in whichever thread they are made, so
 * that one counter numbers them all in the order in which they happen: strace --inject counts for each thread and each system call
 * apart, and a library preloaded in front of libc sees only what goes through libc's names. What the program's children do is
 * theirs and not counted, but that a child is about to be run which changes a unit (systemctl restart) is.
 */
#define _GNU_SOURCE
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef __x86_64__
#error "written for the registers of x86-64"
#endif

enum kind { PATH0, PATH1, FD, OPEN, OPENAT, MAP, RUN };

static const struct call { long number; const char *name; enum kind kind; } calls[] = {
#define C(name, kind) { SYS_##name, #name, kind }
    C(open, OPEN), C(openat, OPENAT), C(openat2, OPENAT), C(creat, PATH0),
    C(write, FD), C(pwrite64, FD), C(writev, FD), C(pwritev, FD), C(pwritev2, FD), C(sendfile, FD), C(splice, FD), C(copy_file_range, FD),
    C(truncate, PATH0), C(ftruncate, FD), C(fallocate, FD),
    C(rename, PATH0), C(renameat, PATH1), C(renameat2, PATH1),
    C(link, PATH0), C(linkat, PATH1), C(symlink, PATH1), C(symlinkat, PATH0),
    C(unlink, PATH0), C(unlinkat, PATH1), C(rmdir, PATH0), C(mkdir, PATH0), C(mkdirat, PATH1), C(mknod, PATH0), C(mknodat, PATH1),
    C(chmod, PATH0), C(fchmod, FD), C(fchmodat, PATH1), { 452, "fchmodat2", PATH1 },
    C(chown, PATH0), C(lchown, PATH0), C(fchown, FD), C(fchownat, PATH1),
    C(utime, PATH0), C(utimes, PATH0), C(futimesat, PATH1), C(utimensat, PATH1),
    C(setxattr, PATH0), C(lsetxattr, PATH0), C(fsetxattr, FD), C(removexattr, PATH0), C(lremovexattr, PATH0), C(fremovexattr, FD),
    C(fsync, FD), C(fdatasync, FD), C(sync_file_range, FD), C(syncfs, FD), C(sync, RUN), C(msync, RUN),
    C(mount, PATH0), C(umount2, PATH0), C(io_uring_setup, RUN),
    C(mmap, MAP), C(execve, RUN),
#undef C
};
#define CALLS (sizeof calls / sizeof calls[0])

static const struct { const char *name; int number; } errors[] = {
    { "EIO", EIO }, { "ENOSPC", ENOSPC }, { "EROFS", EROFS }, { "EACCES", EACCES }, { "EDQUOT", EDQUOT }, { "EMFILE", EMFILE },
};

static pid_t program;
static long wanted_kill, wanted_fail, count;
static int fail_error, fail_on;
static FILE *log_file;

static void die(const char *what) { perror(what); exit(125); }

static void read_text(pid_t pid, unsigned long address, char *text, size_t size)
{
    size_t done = 0;
    text[0] = 0;
    while (address && done + 1 < size) {
        size_t step = 256 - ((address + done) & 255);
        if (step > size - 1 - done) step = size - 1 - done;
        struct iovec local = { text + done, step }, remote = { (void *)(address + done), step };
        ssize_t got = process_vm_readv(pid, &local, 1, &remote, 1, 0);
        if (got <= 0) break;
        if (memchr(text + done, 0, got)) return;
        done += got;
    }
    text[done] = 0;
}

static pid_t process_of(pid_t thread)
{
    char name[64], line[256];
    pid_t process = -1;
    snprintf(name, sizeof name, "/proc/%d/status", thread);
    FILE *file = fopen(name, "re");
    if (!file) return -1;
    while (fgets(line, sizeof line, file)) if (sscanf(line, "Tgid: %d", &process) == 1) break;
    fclose(file);
    return process;
}

/* Of descriptors only files and folders count: not pipes, sockets, terminals, memory. */
static int on_disk(pid_t pid, int descriptor, char *path, size_t size)
{
    char link[64];
    struct stat facts;
    snprintf(link, sizeof link, "/proc/%d/fd/%d", pid, descriptor);
    ssize_t length = readlink(link, path, size - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return !strncmp(path, "/", 1) && strncmp(path, "/memfd:", 7) && strncmp(path, "/dev/", 5) && strncmp(path, "/proc/", 6)
        && stat(link, &facts) == 0 && (S_ISREG(facts.st_mode) || S_ISDIR(facts.st_mode));
}

/* A child that changes a unit: systemctl with one of these verbs. */
static int changes_a_unit(pid_t pid, unsigned long arguments, char *text, size_t size)
{
    static const char *const verbs[] = { "restart", "start", "stop", "reload", "kill", "reset-failed", "try-restart", "daemon-reload" };
    int found = 0;
    text[0] = 0;
    for (int i = 0; i < 16; i++) {
        unsigned long pointer = 0;
        char word[128];
        struct iovec local = { &pointer, sizeof pointer }, remote = { (void *)(arguments + i * sizeof pointer), sizeof pointer };
        if (process_vm_readv(pid, &local, 1, &remote, 1, 0) != sizeof pointer || !pointer) break;
        read_text(pid, pointer, word, sizeof word);
        if (i == 0 && !strstr(word, "systemctl")) return 0;
        for (size_t v = 0; i > 0 && v < sizeof verbs / sizeof verbs[0]; v++) found |= !strcmp(word, verbs[v]);
        strncat(text, word, size - strlen(text) - 2);
        strcat(text, " ");
    }
    return found;
}

/* Whether this call changes the host, and what to print about it. */
static int counts(pid_t thread, pid_t process, const struct call *call, const struct user_regs_struct *r, char *text, size_t size)
{
    unsigned long flags;
    struct iovec local = { &flags, sizeof flags }, remote = { (void *)r->rdx, sizeof flags };
    text[0] = 0;
    if (call->number == SYS_execve) return process != program && count > 0 && changes_a_unit(thread, r->rsi, text, size);
    if (process != program) return 0;
    switch (call->kind) {
    case OPEN:
        read_text(thread, r->rdi, text, size);
        return (r->rsi & (O_CREAT | O_TRUNC)) && strncmp(text, "/dev/", 5) && strncmp(text, "/proc/", 6);
    case OPENAT:
        read_text(thread, r->rsi, text, size);
        flags = r->rdx;
        if (call->number == SYS_openat2) process_vm_readv(thread, &local, 1, &remote, 1, 0);
        return (flags & (O_CREAT | O_TRUNC)) && strncmp(text, "/dev/", 5) && strncmp(text, "/proc/", 6);
    case FD: {
        int copies = call->number == SYS_splice || call->number == SYS_copy_file_range;
        return on_disk(thread, copies ? (int)r->rdx : (int)r->rdi, text, size);
    }
    case MAP: return (r->r10 & MAP_SHARED) && (r->rdx & PROT_WRITE) && (int)r->r8 >= 0 && on_disk(thread, (int)r->r8, text, size);
    case PATH0: read_text(thread, r->rdi, text, size); return 1;
    case PATH1: read_text(thread, r->rsi, text, size); return 1;
    case RUN: return 1;
    }
    return 1;
}

static void at_call(pid_t thread)
{
    struct user_regs_struct registers;
    char text[512];
    const struct call *call = NULL;
    if (ptrace(PTRACE_GETREGS, thread, 0, &registers) != 0) return;
    for (size_t i = 0; i < CALLS; i++) if (calls[i].number == (long)registers.orig_rax) call = &calls[i];
    if (!call || !counts(thread, process_of(thread), call, &registers, text, sizeof text)) return;
    count++;
    int fails = wanted_fail && (count == wanted_fail || (fail_on && count > wanted_fail));
    int kills = count == wanted_kill;
    if (log_file) {
        fprintf(log_file, "%ld %s %s%s\n", count, call->name, text, kills ? " KILLED" : fails ? " FAILED" : "");
        fflush(log_file);
    }
    if (kills) {
        kill(program, SIGKILL);
        if (process_of(thread) != program) kill(thread, SIGKILL);
    } else if (fails) {
        registers.orig_rax = -1;
        registers.rax = -fail_error;
        ptrace(PTRACE_SETREGS, thread, 0, &registers);
    }
}

static void install_filter(void)
{
    struct sock_filter code[CALLS + 4];
    size_t n = 0;
    code[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (size_t i = 0; i < CALLS; i++)
        code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, calls[i].number, CALLS - i, 0);
    code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE);
    struct sock_fprog filter = { n, code };
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter)) die("seccomp");
}

static int trace(void)
{
    int status, result = 125;
    if (waitpid(program, &status, 0) < 0) die("waitpid");
    long options = PTRACE_O_TRACESECCOMP | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL;
    if (ptrace(PTRACE_SETOPTIONS, program, 0, options) || ptrace(PTRACE_CONT, program, 0, 0)) die("ptrace");
    for (;;) {
        pid_t pid = waitpid(-1, &status, __WALL);
        if (pid < 0 && errno == EINTR) continue;
        if (pid < 0) return result;
        if (WIFEXITED(status) || WIFSIGNALED(status)) {
            if (pid == program) result = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            continue;
        }
        int signal = WSTOPSIG(status), event = status >> 16;
        if (event == PTRACE_EVENT_SECCOMP) at_call(pid);
        /* Stops of the tracing itself are not the program's signals; a new thread begins with a SIGSTOP. */
        ptrace(PTRACE_CONT, pid, 0, event || signal == SIGSTOP || signal == SIGTRAP ? 0 : signal);
    }
}

int main(int argc, char **argv)
{
    int i = 1;
    for (; i + 1 < argc && !strncmp(argv[i], "--", 2) && strcmp(argv[i], "--"); i += 2) {
        if (!strcmp(argv[i], "--kill")) wanted_kill = atol(argv[i + 1]);
        else if (!strcmp(argv[i], "--fail") || !strcmp(argv[i], "--fail-from")) {
            char *error = strchr(argv[i + 1], ':');
            wanted_fail = atol(argv[i + 1]);
            fail_on = !strcmp(argv[i], "--fail-from");
            for (size_t e = 0; error && e < sizeof errors / sizeof errors[0]; e++)
                if (!strcmp(error + 1, errors[e].name)) fail_error = errors[e].number;
            if (!fail_error) { fprintf(stderr, "faultstep: %s N:EIO\n", argv[i]); return 64; }
        } else if (!strcmp(argv[i], "--log")) {
            if (!(log_file = fopen(argv[i + 1], "we"))) die(argv[i + 1]);
        } else break;
    }
    if (i + 1 >= argc || strcmp(argv[i], "--")) {
        fprintf(stderr, "Usage: faultstep [--kill N | --fail N:ERROR | --fail-from N:ERROR] [--log FILE] -- COMMAND...\n");
        return 64;
    }
    program = fork();
    if (program < 0) die("fork");
    if (program == 0) {
        if (ptrace(PTRACE_TRACEME, 0, 0, 0)) die("ptrace");
        raise(SIGSTOP);
        install_filter();
        execvp(argv[i + 1], argv + i + 1);
        die(argv[i + 1]);
    }
    return trace();
}
