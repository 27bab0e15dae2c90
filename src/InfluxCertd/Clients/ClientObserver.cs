using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using InfluxCertd.Core.Clients;
using InfluxCertd.Core.Configuration;
using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Linux;
using InfluxCertd.Reconciliation;

namespace InfluxCertd.Clients;

/// <summary>Finds the client programs of this host and reads their configuration.</summary>
sealed class ClientObserver(HostRoot root, IServiceManager services, EditRecords records)
{
    static readonly Encoding StrictUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public async Task<ImmutableArray<ObservedClient>> ObserveAsync(ClientTarget target, ClientsSettings settings, CancellationToken cancellation)
    {
        var found = ImmutableArray.CreateBuilder<ObservedClient>();
        foreach (var program in ClientProgram.All)
        {
            ImmutableArray<ObservedClientFile> files = [.. program.Files.SelectMany(Expand).Select(path => Observe(path, program.Editor, target))];
            if (!files.IsEmpty)
            {
                var unit = root.IsHost ? await services.ShowAsync(program.Unit, cancellation) : null;
                found.Add(new(program.Name, program.Unit, unit?.Activity ?? UnitActivity.Offline, unit?.CanReload ?? false, program.IsEnabled(settings), files));
            }
        }

        return found.ToImmutable();
    }

    IEnumerable<string> Expand(string path)
    {
        if (!path.Contains('*', StringComparison.Ordinal))
        {
            return File.Exists(root.Resolve(path)) ? [path] : [];
        }

        var folder = root.Resolve(Path.GetDirectoryName(path)!);
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, Path.GetFileName(path)).Order(StringComparer.Ordinal).Select(root.Unmap)
            : [];
    }

    ObservedClientFile Observe(string path, IClientEditor editor, ClientTarget target)
    {
        try
        {
            var text = StrictUtf8.GetString(File.ReadAllBytes(root.Resolve(path)));
            return new(path, text, editor.Read(text, target)) { Edits = records.Find(path), IsReadOnly = IsReadOnly(path) };
        }
        catch (DecoderFallbackException)
        {
            return new(path, "", new ClientReading.Unreadable(1, 1, "the file is not UTF-8 text"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new(path, "", new ClientReading.Unreadable(1, 1, $"the file can't be read: {failure.Message}"));
        }
    }

    // A file is replaced by a rename within its folder.
    bool IsReadOnly(string path) =>
        Libc.MayAccess(Path.GetDirectoryName(root.Resolve(path))!, Libc.WriteAccess) != 0 && Marshal.GetLastPInvokeError() == Libc.ReadOnlyFileSystem;
}
