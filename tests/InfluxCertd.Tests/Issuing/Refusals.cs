namespace InfluxCertd.Tests.Issuing;

/// <summary>A table of things that are refused: what is wrong, how it comes about, and the whole sentence.</summary>
sealed class Refusals : Dictionary<string, (Action<Host> Prepare, string Sentence)>
{
    public TheoryData<string> Names => [.. Keys];

    /// <summary>Shows the case to the daemon's hourly look and to an issuance, and expects the same sentence of both.</summary>
    public async Task AssertRefusedAsync(string wrong)
    {
        using var host = new Host();
        host.PutGood();
        this[wrong].Prepare(host);
        var candidate = host.Look();
        Assert.Equal(this[wrong].Sentence, candidate.Refusal);
        Assert.Null(candidate.Leaf);
        var failure = await Assert.ThrowsAsync<InfluxCertd.Issuing.IssuingException>(() => host.IssueAsync());
        Assert.Equal(this[wrong].Sentence, failure.Message);
        Assert.DoesNotContain(failure.Message, char.IsControl);
    }
}
