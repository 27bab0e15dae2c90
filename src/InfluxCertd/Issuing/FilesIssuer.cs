using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Issuing;

/// <summary>Takes what someone else puts on this host: an operator, certbot, Vault, a configuration-management tool.</summary>
sealed class FilesIssuer(MaterialIntake intake) : IIssuer
{
    public Task<IssuedCertificate> IssueAsync(IssuingRequest request, CancellationToken cancellation) =>
        Task.Run(() => intake.TakeOrThrow(PathsOf(request.Settings), request), cancellation);

    public static MaterialPaths PathsOf(CertificateSettings settings) => new(
        settings.SourceCertificateFile ?? throw new IssuingException("\"certificate_source\" names no file"),
        settings.SourceKeyFile, settings.SourceChainFile, settings.KeyPassphraseFile);
}
