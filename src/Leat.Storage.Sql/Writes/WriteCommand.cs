using Leat.Core;

namespace Leat.Storage.Sql.Writes;

/// <summary>A write that waits for its transaction, and whose answer waits until that is durable.</summary>
/// <param name="needs">What it will look up.</param>
internal abstract class WriteCommand(WriteNeeds needs)
{
    public WriteNeeds Needs => needs;

    /// <summary>When it was requested, by <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    public long AskedAt { get; } = System.Diagnostics.Stopwatch.GetTimestamp();

    /// <summary>Does the work inside a transaction and keeps the result. May be called again after a rollback.</summary>
    public abstract ValueTask RunAsync(WriteTransaction transaction);

    /// <summary>Keeps a rejection as the result.</summary>
    public abstract void Refuse(LeatException reason);

    /// <summary>Gives the kept result to the caller.</summary>
    public abstract void Answer();

    /// <summary>Tells the caller that the work failed.</summary>
    public abstract void Fail(Exception reason);
}

/// <inheritdoc/>
/// <typeparam name="T">The result.</typeparam>
/// <param name="body">Depends only on the state of the database. Makes all its checks before its first write, so that a rejection leaves
/// nothing behind in the transaction it shares.</param>
/// <param name="needs">What it will look up.</param>
internal sealed class WriteCommand<T>(Func<WriteTransaction, ValueTask<T>> body, WriteNeeds needs) : WriteCommand(needs)
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LeatException? _refusal;
    private T? _result;

    public Task<T> Task => _answer.Task;

    public override async ValueTask RunAsync(WriteTransaction transaction)
    {
        _refusal = null;
        _result = await body(transaction).ConfigureAwait(false);
    }

    public override void Refuse(LeatException reason) => _refusal = reason;

    public override void Answer()
    {
        if (_refusal is not null)
            _answer.TrySetException(_refusal);
        else
            _answer.TrySetResult(_result!);
    }

    public override void Fail(Exception reason) => _answer.TrySetException(reason);
}
