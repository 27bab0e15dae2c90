using InfluxCertd.Core.Configuration;
using InfluxCertd.Core.Planning;
using InfluxCertd.Core.Text;
using InfluxCertd.Issuing;
using InfluxCertd.Logging;

namespace InfluxCertd.Reconciliation;

/// <summary>Tells the journal of each step that changes a file, once all of them are written.</summary>
sealed class StepAnnouncer(EventLog log, TimeProvider time)
{
    public void Written(DesiredState desired, Plan plan, IssuedCertificate? issued, ChangeSet changes)
    {
        foreach (var step in plan.Steps)
        {
            switch (step)
            {
                case Step.IssueCertificate issue:
                    foreach (var remark in issued!.Remarks)
                    {
                        log.Write(EventKind.NeedsAttention, Sentence.Of(remark));
                    }

                    log.Write(EventKind.CertificateIssued,
                        $"{(issue.Source is CertificateSource.Files or CertificateSource.Csr ? "Took" : "Issued")} a certificate ({issue.Source.Name()}), {issued.Leaf.KeyDescription}, valid until {UtcText.Minute(issued.Leaf.NotAfter)}, for {string.Join(", ", issued.Leaf.SubjectAlternativeNames)}",
                        EventFields.Of(issued.Leaf, time.GetUtcNow()) with { Reason = issue.Because.Name(), Generation = changes.Current });
                    if (issued.NewRoot is not null)
                    {
                        log.Write(EventKind.TrustPublished,
                            "The private CA has another root: every client that knows only the old one fails until it is given the new one; influxcertd ca export prints it",
                            priority: JournalPriority.Warning);
                    }

                    break;
                case Step.SwitchGeneration back:
                    log.Write(EventKind.CertificateInstalled, $"Switched to generation {back.Number}", new EventFields { Generation = back.Number });
                    break;
                case Step.PublishNext:
                    log.Write(EventKind.CertificateIssued, $"Issued the certificate that is to follow, valid until {UtcText.Minute(issued!.Leaf.NotAfter)}",
                        EventFields.Of(issued.Leaf, time.GetUtcNow()) with { Reason = Reason.NextUnpublished.Name(), Generation = changes.Generations[^1].Number });
                    log.Write(EventKind.TrustPublished, "The certificate that is to follow stands in the trust bundle",
                        EventFields.Of(issued.Leaf, time.GetUtcNow()));
                    break;
                case Step.PublishTrust:
                    log.Write(EventKind.TrustPublished, "Wrote the trust bundle");
                    break;
                case Step.InstallNames:
                    log.Write(EventKind.CertificateInstalled,
                        $"Installed {string.Join(" and ", new[] { desired.Https.Certificate, desired.Https.PrivateKey }.Distinct())}",
                        new EventFields { File = desired.Https.Certificate });
                    break;
                case Step.RepairOwnership repair:
                    log.Write(EventKind.DriftRepaired, $"Gave {repair.Path} back to {repair.Wanted.Owner}:{repair.Wanted.Group} with mode 0{Convert.ToString((int)repair.Wanted.Mode, 8)}",
                        new EventFields { File = repair.Path });
                    break;
                case Step.EditClient edit when changes.Clients.Any(client => client.Program == edit.Program):
                    log.Write(EventKind.ClientEdited, $"{(plan.Https ? "Converted" : "Put back")} the connections in {edit.Path}", new EventFields { File = edit.Path });
                    break;
                case Step.EditConfig edit:
                    log.Write(EventKind.InfluxDbConfigured, $"Turned HTTPS {(plan.Https ? "on" : "off")} in {edit.Path}", new EventFields { File = edit.Path });
                    break;
            }
        }
    }
}
