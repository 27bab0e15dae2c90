namespace InfluxCertd.Hosting;

/// <summary>Whether work under way keeps to its budget. No work under way is alive, too.</summary>
sealed class Heartbeat(TimeProvider time)
{
    readonly Lock _lock = new();
    long _began;
    TimeSpan? _budget;

    public bool IsAlive
    {
        get
        {
            lock (_lock)
            {
                return _budget is not { } budget || time.GetElapsedTime(_began) <= budget;
            }
        }
    }

    /// <summary>Work begins; it ends with the returned object.</summary>
    public IDisposable Begin(TimeSpan budget)
    {
        lock (_lock)
        {
            (_began, _budget) = (time.GetTimestamp(), budget);
        }

        return new Work(this);
    }

    void End()
    {
        lock (_lock)
        {
            _budget = null;
        }
    }

    sealed class Work(Heartbeat heartbeat) : IDisposable
    {
        public void Dispose() => heartbeat.End();
    }
}
