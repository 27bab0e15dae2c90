using InfluxCertd.Core.Clients;
using InfluxCertd.Core.InfluxDb;

namespace InfluxCertd.Core.Planning;

/// <summary>The steps for the clients of this host.</summary>
public static class ClientPlan
{
    public static IEnumerable<Step> Edits(DesiredState desired, ObservedState observed) =>
        from client in observed.Clients
        where client.IsEnabled && Refusal(desired, observed, client) is null
        from file in client.Files
        where file is { NewText: not null, IsReadOnly: false }
        select new Step.EditClient(client.Name, file.Path, file.Text, file.NewText!);

    /// <summary>Back to plain HTTP: what we edited as it was; what others made HTTPS for as well while InfluxDB takes leave of it.</summary>
    /// <param name="all">Whether InfluxDB is switched by the same plan.</param>
    public static IEnumerable<Step> Undoings(ObservedState observed, bool all) =>
        from client in observed.Clients
        from file in client.Files
        where !file.IsReadOnly
        let text = file.Edits is { } edits ? edits.Undone(file.Text) ?? file.NewText : all && client.IsEnabled ? file.NewText : null
        where text is not null && text != file.Text
        select new Step.EditClient(client.Name, file.Path, file.Text, text);

    /// <summary>For the clients that run and whose configuration the steps edit.</summary>
    public static IEnumerable<Step> Activations(ObservedState observed, IEnumerable<Step> steps)
    {
        var edited = steps.OfType<Step.EditClient>().Select(edit => edit.Program).ToHashSet();
        return [.. Running(observed).Where(client => edited.Contains(client.Name)).Select(client => new Step.ActivateClient(client.Name, client.Unit, How(client)))];
    }

    /// <summary>For the other clients that run, when the trust bundle may gain a certificate.</summary>
    public static IEnumerable<Step> Refreshes(ObservedState observed, IEnumerable<Step> steps)
    {
        if (!steps.Any(step => step is Step.IssueCertificate or Step.SwitchGeneration or Step.PublishNext or Step.PublishTrust))
        {
            return [];
        }

        var edited = steps.OfType<Step.EditClient>().Select(edit => edit.Program).ToHashSet();
        return [.. Running(observed)
            .Where(client => client.IsEnabled && !edited.Contains(client.Name) && client.Trusts(ClientTarget.UsualTrustBundle))
            .Select(client => new Step.RefreshClient(client.Name, client.Unit, How(client)))];
    }

    /// <summary>Why a client is left alone; a person who applies has seen to it.</summary>
    public static ClientRefusal? Refusal(DesiredState desired, ObservedState observed, ObservedClient client) =>
        desired.Trigger == Trigger.Person ? null : observed.Recorded.Refusals.FirstOrDefault(refusal => refusal.Program == client.Name && refusal.Digest == client.Digest);

    static IEnumerable<ObservedClient> Running(ObservedState observed) => observed.Clients.Where(client => client.Activity.IsUp());

    static Activation How(ObservedClient client) => client.CanReload ? Activation.Reload : Activation.Restart;
}
