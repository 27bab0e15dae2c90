using System.Collections.Immutable;
using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Core.Planning;

/// <summary>One change to the host, or one check after it. The applier carries them out in the order of the plan.</summary>
public abstract record Step
{
    /// <summary>Have the source issue, or take what it provides, as a new generation, and switch to it.</summary>
    public sealed record IssueCertificate(Reason Because, CertificateSource Source = CertificateSource.SelfSigned) : Step;

    /// <summary>Switch to a generation that is there: one of the history, or the one that was published ahead.</summary>
    public sealed record SwitchGeneration(int Number) : Step;

    /// <summary>Issue the certificate that is to follow, and publish it in the trust bundle.</summary>
    public sealed record PublishNext : Step;

    /// <summary>Write the trust bundle.</summary>
    public sealed record PublishTrust : Step;

    /// <summary>Make a key and a signing request for a CA to sign.</summary>
    /// <param name="Anew">Give up the one in use until now.</param>
    public sealed record RequestSignature(bool Anew) : Step;

    /// <summary>Put the names that influxdb.conf uses in place: links through <c>current</c>, or plain files.</summary>
    public sealed record InstallNames : Step;

    /// <summary>Give a file of the current generation its owner, group and mode back.</summary>
    public sealed record RepairOwnership(string Path, FileOwnership Wanted) : Step;

    /// <summary>Replace influxdb.conf's text.</summary>
    public sealed record EditConfig(string Path, string OldText, string NewText) : Step;

    /// <summary>Replace the text of a client's configuration.</summary>
    /// <param name="Program">As in [clients].</param>
    public sealed record EditClient(string Program, string Path, string OldText, string NewText) : Step;

    /// <summary>Make a running client take its changed configuration.</summary>
    public sealed record ActivateClient(string Program, string Unit, Activation How) : Step;

    /// <summary>Make a running client read the trust bundle again, if that gains a certificate: before InfluxDB serves what it stands for.</summary>
    public sealed record RefreshClient(string Program, string Unit, Activation How) : Step;

    /// <summary>Remove names of ours that influxdb.conf no longer uses.</summary>
    public sealed record RemoveNames(ImmutableArray<string> Paths) : Step;

    /// <summary>Make the running InfluxDB take what is on disk.</summary>
    public sealed record Activate(Activation How) : Step;

    /// <summary>Prove as a client that InfluxDB serves the installed leaf. This is the commit point.</summary>
    public sealed record Verify : Step;

    /// <summary>The same where HTTPS was turned off.</summary>
    public sealed record VerifyPlainHttp : Step;
}

public enum Activation
{
    Restart,

    /// <summary>SIGHUP, for InfluxDB 1.12.3 and later, as older ones end on it; <c>systemctl reload</c> for a client.</summary>
    Reload,
}
