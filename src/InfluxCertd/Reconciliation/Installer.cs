using System.Security.Cryptography.X509Certificates;
using System.Text;
using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Core.Planning;
using InfluxCertd.Issuing;
using InfluxCertd.Linux;

namespace InfluxCertd.Reconciliation;

/// <summary>Knows which file goes where: what a generation holds, and what stands under the names that influxdb.conf uses.</summary>
sealed class Installer(HostPaths paths, GenerationStore generations, AccountDatabase accounts)
{
    public const string CertificateFile = "tls.crt";
    public const string KeyFile = "tls.key";

    static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A generation's files with the owner and mode that they are to have from the first moment.</summary>
    public IReadOnlyList<GenerationFile> GenerationFiles(DesiredState desired, InfluxDbUnit unit, IssuedCertificate issued) =>
    [
        GenerationFile(CertificateFile, issued.ChainPem, InstalledOwnership.Certificate(desired, unit)),
        GenerationFile(KeyFile, issued.KeyPem, InstalledOwnership.Key(desired, unit)),
    ];

    /// <summary>Every path outside the generations that the plan will change, in order, with its content where that is known.</summary>
    public IEnumerable<(string Path, byte[]? After)> Changes(DesiredState desired, Plan plan)
    {
        foreach (var step in plan.Steps)
        {
            switch (step)
            {
                case Step.InstallNames:
                    yield return (CertificateName(desired), null);
                    yield return (KeyName(desired), null);
                    break;
                case Step.EditConfig edit:
                    yield return (paths.Root.Resolve(edit.Path), Utf8.GetBytes(edit.NewText));
                    break;
            }
        }
    }

    /// <summary>Links through <c>current</c>, so that later generations need no change here; or, as the guide has it, plain copies.</summary>
    public void InstallNames(DesiredState desired, InfluxDbUnit unit)
    {
        if (!desired.Certificate.GuideLayout)
        {
            DurableFile.SymlinkDurably(LinkTarget(CertificateName(desired), CertificateFile), CertificateName(desired));
            DurableFile.SymlinkDurably(LinkTarget(KeyName(desired), KeyFile), KeyName(desired));
            return;
        }

        Copy(CertificateFile, CertificateName(desired), InstalledOwnership.Certificate(desired, unit));
        Copy(KeyFile, KeyName(desired), InstalledOwnership.Key(desired, unit));
    }

    /// <summary>Where the link under an installed name leads: relative, so that it also holds under another root.</summary>
    public string LinkTarget(string name, string file) =>
        Path.GetRelativePath(Path.GetDirectoryName(name)!, Path.Combine(paths.Certificates, GenerationStore.CurrentName, file));

    public void RepairOwnership(Step.RepairOwnership repair)
    {
        var (uid, gid) = Ids(repair.Wanted);
        DurableFile.SetOwnership(paths.Root.Map(repair.Path), repair.Wanted.Mode, uid, gid);
    }

    public void EditConfig(Step.EditConfig edit) =>
        DurableFile.Replace(paths.Root.Resolve(edit.Path), Utf8.GetBytes(edit.NewText));

    /// <exception cref="StepFailedException">There is no readable certificate in the current generation.</exception>
    public LeafFacts CurrentLeaf()
    {
        if (generations.Current is not { } current)
        {
            throw new StepFailedException("verify", "no certificate is installed");
        }

        using var certificate = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(current.Path, CertificateFile));
        return LeafFacts.Of(certificate);
    }

    public string CertificateName(DesiredState desired) => paths.Root.Map(desired.Certificate.CertificateFile);

    public string KeyName(DesiredState desired) => paths.Root.Map(desired.Certificate.KeyFile);

    void Copy(string file, string name, FileOwnership ownership)
    {
        var (uid, gid) = Ids(ownership);
        DurableFile.Write(name, File.ReadAllBytes(Path.Combine(paths.Certificates, GenerationStore.CurrentName, file)), ownership.Mode, uid, gid);
    }

    GenerationFile GenerationFile(string name, byte[] content, FileOwnership ownership)
    {
        var (uid, gid) = Ids(ownership);
        return new GenerationFile(name, content, ownership.Mode, uid, gid);
    }

    /// <summary>Null ids when this process may not give files away: under another root, as an ordinary user.</summary>
    (uint? Uid, uint? Gid) Ids(FileOwnership ownership) =>
        accounts.MayChangeOwner ? (accounts.UserId(ownership.Owner), accounts.GroupId(ownership.Group)) : (null, null);
}
