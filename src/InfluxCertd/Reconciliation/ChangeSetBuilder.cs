using System.Collections.Immutable;
using System.Text;
using InfluxCertd.Core.Planning;
using InfluxCertd.Issuing;
using InfluxCertd.Linux;
using InfluxCertd.Transactions;

namespace InfluxCertd.Reconciliation;

/// <summary>
/// Puts the changes of a plan in the one safe order. InfluxDB can be started by anyone between any two of them, and must find a
/// pair that matches under the names that its configuration has at that instant.
/// </summary>
/// <remarks>
/// The link <c>current</c> switches certificate and key at once. Where the names in use are not links through it yet (somebody's
/// own files, or the guide's plain copies), the pair that they hold becomes a generation of its own first, so that turning each
/// name into a link changes nothing; the switch comes last.
/// </remarks>
sealed class ChangeSetBuilder(HostPaths paths, GenerationStore generations, Layout layout, EditRecords records)
{
    static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="issued">The certificate to switch to; null when the plan issues none.</param>
    public ChangeSet Build(DesiredState desired, ObservedState observed, Plan plan, IssuedCertificate? issued)
    {
        var names = layout.Names(desired);
        var made = new List<NewGeneration>();
        var next = generations.NextNumber;
        var relinked = NeedsRelinking(plan, names, observed) is { } pair ? Adopt(pair) : null;
        int? target = issued is null ? plan.Steps.OfType<Step.SwitchGeneration>().FirstOrDefault()?.Number : next++;
        if (issued is not null)
        {
            made.Add(new NewGeneration(target!.Value, layout.GenerationFiles(desired, observed.Unit, issued.ChainPem, issued.KeyPem)));
        }

        // Adopting a pair without a new one ends where it began.
        var final = target ?? (relinked is { IsNew: true } ? generations.Current?.Number : null);
        List<FileChange> switched = final is { } number ? [SwitchTo(number)] : [];
        var edits = plan.Steps.OfType<Step.EditConfig>().SelectMany(edit => EditOf(edit, plan));
        var repairs = plan.Steps.OfType<Step.RepairOwnership>().ToLookup(step => Directory.Exists(paths.Root.Map(step.Path)));
        return new ChangeSet(
            [.. made],
            final ?? (repairs[true].Any() ? generations.Current?.Number : null),
            [
                .. repairs[false].Select(RepairOf),
                .. relinked is null
                    ? [.. switched, .. LinksOf(plan, names), .. edits]
                    : (IEnumerable<FileChange>)[.. relinked.Changes, .. edits, .. switched],
                .. CopiesOf(desired, observed, plan, names, issued, final),
                .. plan.Steps.OfType<Step.RemoveNames>().SelectMany(step => step.Paths).Select(path => new FileChange.Remove(paths.Root.Map(path))),
                .. plan.Https ? (IEnumerable<FileChange>)[] : [new FileChange.Remove(generations.CurrentLink)],
            ]);

        Relinking Adopt(PairInUse inUse)
        {
            var links = names.Select(LinkOf);
            if (IsCurrent(inUse))
            {
                return new Relinking(IsNew: false, [.. links]);
            }

            var adopted = next++;
            made.Add(new NewGeneration(adopted, layout.GenerationFiles(desired, observed.Unit, inUse.Certificate, inUse.Key)));
            return new Relinking(IsNew: true, [SwitchTo(adopted), .. links]);
        }
    }

    /// <summary>Whether the pair that InfluxDB would start with lies, in part or whole, under names of ours that are no links through <c>current</c>.</summary>
    PairInUse? NeedsRelinking(Plan plan, ImmutableArray<InstalledName> names, ObservedState observed)
    {
        var touchesNames = plan.Steps.Any(step => step is Step.IssueCertificate or Step.SwitchGeneration or Step.InstallNames);
        if (!touchesNames || observed.Config is not ConfigFile.Readable { Effective.Https: { Enabled: true } https })
        {
            return null;
        }

        string[] used = [paths.Root.Map(https.CertificateFile), paths.Root.Map(https.PrivateKeyFile)];
        return names.Any(name => used.Contains(name.Path) && !layout.IsLinked(name)) ? PairInUse.Read(https, paths.Root) : null;
    }

    bool IsCurrent(PairInUse pair) =>
        generations.Current is { } current
        && Holds(Path.Combine(current.Path, Layout.CertificateFile), pair.Certificate)
        && Holds(Path.Combine(current.Path, Layout.KeyFile), pair.Key);

    static bool Holds(string path, byte[] content) => File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(content);

    FileChange.Link SwitchTo(int number) => new FileChange.Link(generations.CurrentLink, GenerationStore.TargetOf(number));

    FileChange.Link LinkOf(InstalledName name) => new FileChange.Link(name.Path, layout.LinkTarget(name));

    IEnumerable<FileChange> LinksOf(Plan plan, ImmutableArray<InstalledName> names) =>
        plan.Steps.Any(step => step is Step.InstallNames) ? names.Where(name => !layout.IsLinked(name)).Select(LinkOf) : [];

    IEnumerable<FileChange> EditOf(Step.EditConfig edit, Plan plan) =>
    [
        plan.Https ? records.Record(edit.Path, edit.OldText, edit.NewText) : records.Forget(edit.Path),
        new FileChange.Edit(paths.Root.Resolve(edit.Path), Utf8.GetBytes(edit.NewText)),
    ];

    FileChange.Write RepairOf(Step.RepairOwnership repair)
    {
        var path = paths.Root.Map(repair.Path);
        return new FileChange.Write(path, File.ReadAllBytes(path), layout.AccessOf(repair.Wanted));
    }

    /// <summary>The guide's plain copies, which take the links' places last.</summary>
    IEnumerable<FileChange> CopiesOf(
        DesiredState desired, ObservedState observed, Plan plan, ImmutableArray<InstalledName> names, IssuedCertificate? issued, int? final)
    {
        if (!desired.Certificate.GuideLayout || !plan.Steps.Any(step => step is Step.InstallNames))
        {
            return [];
        }

        var folder = (final is { } number ? generations.At(number) : generations.Current)?.Path;
        return names.Select(name => new FileChange.Write(
            name.Path,
            issued is null ? File.ReadAllBytes(Path.Combine(folder!, name.File)) : name.File == Layout.CertificateFile ? issued.ChainPem : issued.KeyPem,
            layout.AccessOf(Layout.OwnershipOf(name.Role, desired, observed.Unit))));
    }

    sealed record Relinking(bool IsNew, ImmutableArray<FileChange> Changes);
}
