using System.Collections.Concurrent;

namespace Leat.Durability.Tests.Kill;

/// <summary>Everything that clients sent, and which of it the server acknowledged.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentQueue<Write> _writes = new();
    private readonly ConcurrentQueue<string> _faults = new();
    private int _acknowledged;
    private int _goal;
    private Action? _atGoal;

    public IReadOnlyCollection<Write> Writes => _writes;

    /// <summary>Responses that no client should have received.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>Call before a request is sent.</summary>
    public Write Sending(params IReadOnlyList<Fact> facts)
    {
        var write = new Write(facts);
        _writes.Enqueue(write);
        return write;
    }

    public void Acknowledge(Write write)
    {
        write.Acknowledge();
        if (Interlocked.Increment(ref _acknowledged) == _goal)
            _atGoal?.Invoke();
    }

    /// <summary>Runs an action once, after that many further writes are acknowledged. Call before clients write.</summary>
    public void Reaching(int count, Action action)
    {
        _goal = _acknowledged + count;
        _atGoal = action;
    }

    public void AddFault(string fault) => _faults.Enqueue(fault);
}
