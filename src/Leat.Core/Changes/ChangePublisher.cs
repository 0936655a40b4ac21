namespace Leat.Core;

/// <summary>Runs writes and publishes what they changed.</summary>
/// <param name="sinks">Receive the changes.</param>
/// <param name="caller">Who makes them.</param>
/// <param name="workspace">Where they are made.</param>
/// <remarks>Cancellation ends the caller's wait, not the write, which may be committed already. Its change must then be published.</remarks>
internal sealed class ChangePublisher(IReadOnlyList<IChangeSink> sinks, Caller caller, string workspace)
{
    public Task<T> WriteAsync<T>(Func<Task<T>> write, Func<T, Change> changeOf, CancellationToken cancellationToken)
    {
        return cancellationToken.IsCancellationRequested ? Task.FromCanceled<T>(cancellationToken) : MakeAsync().WaitAsync(cancellationToken);

        async Task<T> MakeAsync()
        {
            var written = await write().ConfigureAwait(false);
            var change = changeOf(written) with { Caller = caller, Workspace = workspace };
            foreach (var sink in sinks)
                sink.Publish(change);
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
