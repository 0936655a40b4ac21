using Leat.Core;

namespace Leat.Storage.Sql.Writes;

/// <summary>A piece of writing that waits for its transaction, and for its answer until that is durable.</summary>
/// <param name="needs">What the work is going to look up.</param>
internal abstract class WriteCommand(WriteNeeds needs)
{
    public WriteNeeds Needs => needs;

    /// <summary>When it was asked for, by <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    public long AskedAt { get; } = System.Diagnostics.Stopwatch.GetTimestamp();

    /// <summary>Does the work inside a transaction and keeps the outcome. May be called again after a rollback.</summary>
    public abstract ValueTask RunAsync(WriteTransaction transaction);

    /// <summary>Keeps a refusal as the outcome.</summary>
    public abstract void Refuse(LeatException reason);

    /// <summary>Gives the kept outcome to the caller.</summary>
    public abstract void Answer();

    /// <summary>Tells the caller that the work could not be done.</summary>
    public abstract void Fail(Exception reason);
}

/// <inheritdoc/>
/// <typeparam name="T">The outcome.</typeparam>
/// <param name="body">Depends on the database's state only. Makes all its checks before its first write, so that a refusal
/// leaves nothing behind for its neighbours in the transaction.</param>
/// <param name="needs">What it is going to look up.</param>
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
