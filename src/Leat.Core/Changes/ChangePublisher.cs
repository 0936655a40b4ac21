namespace Leat.Core;

/// <summary>Makes writes, and publishes what they have changed.</summary>
/// <param name="sink">Takes note of it.</param>
/// <param name="caller">Who makes them.</param>
/// <remarks>Whoever cancels ends their own wait, not the write: it may be committed already, and then its change must be told.</remarks>
internal sealed class ChangePublisher(IChangeSink sink, Caller caller)
{
    public Task<T> WriteAsync<T>(Func<Task<T>> write, Func<T, Change> changeOf, CancellationToken cancellationToken)
    {
        return cancellationToken.IsCancellationRequested ? Task.FromCanceled<T>(cancellationToken) : MakeAsync().WaitAsync(cancellationToken);

        async Task<T> MakeAsync()
        {
            var written = await write().ConfigureAwait(false);
            sink.Publish(changeOf(written) with { Caller = caller });
            return written;
        }
    }

    public Task WriteAsync(Func<Task> write, Change change, CancellationToken cancellationToken) => WriteAsync(
        async () =>
        {
            await write().ConfigureAwait(false);
            return change;
        },
        written => written,
        cancellationToken);
}
