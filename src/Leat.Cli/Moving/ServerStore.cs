using Leat.Client;
using Leat.Core;

namespace Leat.Cli.Moving;

/// <summary>A running server of MLflow or Leat as one side of a move.</summary>
internal static class ServerStore
{
    /// <summary>Opens a server with the credentials of MLflow's variables, and asks it once, so that nothing is made if the address is
    /// wrong.</summary>
    /// <exception cref="LeatException">It cannot be reached, does not answer as a tracking server does, or wants other credentials.</exception>
    public static async Task<HttpTrackingStore> OpenAsync(StoreUri uri, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(uri.Text, UriKind.Absolute, out var address) || address.Host.Length == 0)
            throw LeatException.InvalidParameter($"'{uri}' is not the address of a server: give for example 'http://localhost:5000'.");
        var store = new HttpTrackingStore(address, HttpStoreOptions.FromEnvironment());
        try
        {
            await store.Experiments.SearchExperimentsAsync(new ExperimentQuery { MaxResults = 1 }, cancellationToken);
            return store;
        }
        catch (Exception error)
        {
            await store.DisposeAsync();
            if (error is LeatException refusal && Explain(uri, refusal) is { } sentence)
                throw new LeatException(refusal.Code, sentence, refusal);
            throw;
        }
    }

    private static string? Explain(StoreUri uri, LeatException refusal) => refusal.Code switch
    {
        ErrorCode.Unauthenticated =>
            $"The server {uri} asks who you are: set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN.",
        ErrorCode.PermissionDenied =>
            $"The server {uri} does not let you read it. It said: {refusal.Message}",
        ErrorCode.EndpointNotFound => $"There is no tracking server at {uri}, or it is older than MLflow 1.28: it cannot list experiments.",
        _ => null,
    };
}
