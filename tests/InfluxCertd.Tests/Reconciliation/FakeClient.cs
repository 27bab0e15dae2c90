namespace InfluxCertd.Tests.Reconciliation;

/// <summary>The unit of a client that reads its configuration when it starts or is reloaded.</summary>
sealed class FakeClient(Func<string> read)
{
    string _activeState = "active";

    /// <summary>The configuration of each start and reload.</summary>
    public List<string> Runs { get; } = [];

    /// <summary>For its configuration, whether it ends by it.</summary>
    public Predicate<string> Fails { get; set; } = _ => false;

    /// <summary>What its own check says of its configuration.</summary>
    public Func<string, string?> Check { get; set; } = _ => null;

    public string? Complains() => Check(read());

    public void Start()
    {
        Runs.Add(read());
        _activeState = Fails(read()) ? "failed" : "active";
    }

    public string Show() => $"LoadState=loaded\nActiveState={_activeState}\nSubState=running\nResult=exit-code\nNRestarts=0\nCanReload=yes";
}
