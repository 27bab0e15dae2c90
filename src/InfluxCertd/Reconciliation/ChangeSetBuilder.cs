using System.Collections.Immutable;
using System.Text;
using InfluxCertd.Core.Configuration;
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
sealed class ChangeSetBuilder(HostPaths paths, GenerationStore generations, Layout layout, TrustBundle trust, EditRecords records)
{
    static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="issued">The certificate to switch to, or to publish ahead; null when the plan issues none.</param>
    public ChangeSet Build(DesiredState desired, ObservedState observed, Plan plan, IssuedCertificate? issued)
    {
        var names = layout.Names(desired);
        var made = new List<NewGeneration>();
        var number = generations.NextNumber;
        var relinked = NeedsRelinking(plan, names, observed) is { } pair ? Adopt(pair) : null;
        var content = issued is null ? null : GenerationContent.Of(issued, SourceOf(plan));
        int? fresh = content is null ? null : Make(content);
        var target = plan.Steps.Any(step => step is Step.PublishNext) ? null : fresh ?? plan.Steps.OfType<Step.SwitchGeneration>().FirstOrDefault()?.Number;

        // Adopting a pair without a new one ends where it began.
        var final = target ?? (relinked is { IsNew: true } ? generations.Current?.Number : null);
        List<FileChange> switched = final is { } current ? [SwitchTo(current)] : [];
        var edits = plan.Steps.OfType<Step.EditConfig>().SelectMany(edit => EditOf(edit.Path, edit.OldText, edit.NewText, plan));
        var clients = plan.Steps.OfType<Step.EditClient>()
            .Select(edit => new ClientChange(edit.Program, [.. EditOf(edit.Path, edit.OldText, edit.NewText, plan)])).ToImmutableArray();
        ImmutableArray<FileChange> trusted = [.. TrustOf(desired, observed, plan, issued)];
        var repairs = plan.Steps.OfType<Step.RepairOwnership>().ToLookup(step => Directory.Exists(paths.Root.Map(step.Path)));
        return new ChangeSet(
            [.. made],
            final ?? (repairs[true].Any() ? generations.Current?.Number : null),
            [
                .. repairs[false].Select(RepairOf),
                .. issued?.NewRoot is { } root ? (IEnumerable<FileChange>)[new FileChange.Write(root.Path, root.Pem, Access.Private)] : [],
                .. fresh is null && target is { } existing ? RefitOf(desired, observed, generations.At(existing)) : [],
                .. trusted,
                .. relinked is null
                    ? [.. switched, .. LinksOf(plan, names), .. edits]
                    : (IEnumerable<FileChange>)[.. relinked.Changes, .. edits, .. switched],
                .. CopiesOf(desired, observed, plan, names, content, final),
                .. SuccessionOf(plan, fresh, target),
                .. plan.Steps.OfType<Step.RemoveNames>().SelectMany(step => step.Paths).Select(path => new FileChange.Remove(paths.Root.Map(path))),
                .. issued?.NewRoot?.Superseded.Select(path => new FileChange.Remove(path)) ?? [],
                .. plan.Https ? (IEnumerable<FileChange>)[] : [new FileChange.Remove(generations.CurrentLink)],
                .. clients.SelectMany(client => client.Changes),
            ])
        {
            Clients = clients,
            TrustGains = trusted.OfType<FileChange.Write>().Any(write => TrustBundle.Gains(layout.TrustBundle, write.Content)),
        };

        int Make(GenerationContent of)
        {
            made.Add(new NewGeneration(number, layout.GenerationFiles(desired, observed.Unit, of)));
            return number++;
        }

        Relinking Adopt(PairInUse inUse)
        {
            var links = names.Select(LinkOf);
            if (IsCurrent(inUse))
            {
                return new Relinking(IsNew: false, [.. links]);
            }

            return new Relinking(IsNew: true, [SwitchTo(Make(GenerationContent.Of(inUse))), .. links]);
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
        && Holds(Path.Combine(current.Path, Layout.CertificateFile), pair.ChainPem)
        && Holds(Path.Combine(current.Path, Layout.KeyFile), pair.KeyPem);

    static bool Holds(string path, byte[] content) => File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(content);

    FileChange.Link SwitchTo(int number) => new FileChange.Link(generations.CurrentLink, GenerationStore.TargetOf(number));

    FileChange.Link LinkOf(InstalledName name) => new FileChange.Link(name.Path, layout.LinkTarget(name));

    IEnumerable<FileChange> LinksOf(Plan plan, ImmutableArray<InstalledName> names) =>
        plan.Steps.Any(step => step is Step.InstallNames) ? names.Where(name => !layout.IsLinked(name)).Select(LinkOf) : [];

    IEnumerable<FileChange> EditOf(string path, string before, string after, Plan plan) =>
    [
        plan.Https ? records.Record(path, before, after) : records.Forget(path),
        new FileChange.Edit(paths.Root.Resolve(path), Utf8.GetBytes(after)),
    ];

    FileChange.Write RepairOf(Step.RepairOwnership repair)
    {
        var path = paths.Root.Map(repair.Path);
        return new FileChange.Write(path, File.ReadAllBytes(path), layout.AccessOf(repair.Wanted));
    }

    /// <summary>Gives the files of a generation that was put away the owner and mode that they need to be served.</summary>
    IEnumerable<FileChange> RefitOf(DesiredState desired, ObservedState observed, Generation generation) =>
        from entry in Layout.GenerationRoles
        let path = Path.Combine(generation.Path, entry.File)
        where File.Exists(path)
        select new FileChange.Write(path, File.ReadAllBytes(path), layout.AccessOf(Layout.OwnershipOf(entry.Role, desired, observed.Unit)));

    /// <summary>The guide's plain copies, which take the links' places last.</summary>
    IEnumerable<FileChange> CopiesOf(
        DesiredState desired, ObservedState observed, Plan plan, ImmutableArray<InstalledName> names, GenerationContent? content, int? final)
    {
        if (!desired.Certificate.GuideLayout || !plan.Steps.Any(step => step is Step.InstallNames))
        {
            return [];
        }

        // What is only about to be made can't be read from its folder yet.
        var files = content is not null ? layout.GenerationFiles(desired, observed.Unit, content) : null;
        var folder = (final is { } number ? generations.At(number) : generations.Current)?.Path;
        return names.Select(name => new FileChange.Write(
            name.Path,
            files?.First(file => file.Name == name.File).Content ?? File.ReadAllBytes(Path.Combine(folder!, name.File)),
            layout.AccessOf(Layout.OwnershipOf(name.Role, desired, observed.Unit))));
    }

    /// <summary>While one certificate takes another's place, clients trust both; what is superseded is dropped once all is verified.</summary>
    IEnumerable<FileChange> TrustOf(DesiredState desired, ObservedState observed, Plan plan, IssuedCertificate? issued)
    {
        var differs = observed.Files.Any(file => file.Role == InstalledRole.TrustBundle && file.Status != InstalledStatus.AsDesired);
        return plan.Https && (issued is not null || differs)
            ? [new FileChange.Write(layout.TrustBundle, trust.Content(desired, issued?.TrustAnchors ?? []), layout.TrustBundleAccess(desired, observed.Unit))]
            : [];
    }

    /// <summary>Whose turn it is next, and that it was.</summary>
    IEnumerable<FileChange> SuccessionOf(Plan plan, int? fresh, int? target) =>
        fresh is { } number && plan.Steps.Any(step => step is Step.PublishNext) ? [new FileChange.Link(generations.NextLink, GenerationStore.TargetOf(number))]
        : target is not null && generations.Next is not null ? [new FileChange.Remove(generations.NextLink)]
        : [];

    static CertificateSource SourceOf(Plan plan) =>
        plan.Steps.OfType<Step.IssueCertificate>().FirstOrDefault()?.Source ?? CertificateSource.SelfSigned;

    sealed record Relinking(bool IsNew, ImmutableArray<FileChange> Changes);
}
