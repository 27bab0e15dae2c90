using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace InfluxCertd.Linux;

/// <summary>One writer at a time: flock(2) on a file, which dies with its holder.</summary>
sealed class ProcessLock : IDisposable
{
    static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    readonly SafeFileHandle _file;

    ProcessLock(SafeFileHandle file) => _file = file;

    /// <exception cref="LockHeldException">Someone else has it; says who and since when.</exception>
    public static ProcessLock Acquire(string path, TimeProvider? time = null)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder, Access.PublicFolder);
        }

        // Not through FileStream, which takes a lock of its own and so fails before the holder could be read.
        var file = new SafeFileHandle(Libc.Open(path, Libc.ReadWrite | Libc.Create | Libc.CloseOnExec, (uint)Access.PublicFile), ownsHandle: true);
        if (file.IsInvalid)
        {
            throw Libc.Failure("opened", path);
        }

        if (Libc.FLock(file, Libc.LockExclusive | Libc.LockNonBlocking) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            var failure = error == Libc.WouldBlock ? new LockHeldException(Holder(file)) : Libc.Failure("locked", path);
            file.Dispose();
            throw failure;
        }

        SayWho(file, (time ?? TimeProvider.System).GetUtcNow());
        return new ProcessLock(file);
    }

    /// <summary>A courtesy to whoever comes second: a full /run must not keep a certificate from being renewed.</summary>
    static void SayWho(SafeFileHandle file, DateTimeOffset since)
    {
        var holder = Encoding.UTF8.GetBytes($"process {Environment.ProcessId} (influxcertd {string.Join(' ', Environment.GetCommandLineArgs().Skip(1))}) since {since:yyyy-MM-ddTHH:mm:ssZ}\n");
        try
        {
            RandomAccess.SetLength(file, 0);
            RandomAccess.Write(file, holder, 0);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Waits for it.</summary>
    /// <exception cref="LockHeldException">Not free in time.</exception>
    public static async Task<ProcessLock> AcquireAsync(string path, TimeSpan patience, CancellationToken cancellation)
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                return Acquire(path);
            }
            catch (LockHeldException) when (time.GetElapsedTime(started) < patience)
            {
                await Task.Delay(Poll, time, cancellation);
            }
        }
    }

    /// <summary>The file stays: removing it would let two processes lock two files of one name.</summary>
    public void Dispose() => _file.Dispose();

    static string Holder(SafeFileHandle file)
    {
        var buffer = new byte[512];
        var text = Encoding.UTF8.GetString(buffer, 0, RandomAccess.Read(file, buffer, 0)).Trim();
        return text.Length > 0 ? text : "another process";
    }
}

/// <summary>Another influxcertd is at work.</summary>
sealed class LockHeldException(string holder)
    : IOException($"another influxcertd is at work: {holder}; wait for it, or use --wait");
