using Leat.Core.Artifacts;
using Leat.Testing.ObjectStores;

namespace Leat.Artifacts.S3;

/// <summary>What a service that answers as a test says has of S3.</summary>
internal static class AnsweringS3
{
    /// <summary>An error as S3 writes it.</summary>
    public static string Error(string code) => $"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>as the test says</Message></Error>";

    /// <summary>A store that asks this service.</summary>
    public static IArtifactStore Store(this AnsweringService service, params (string Name, string Value)[] others) => S3ArtifactStore.Create(new ArtifactStoreContext
    {
        Environment = name => others.FirstOrDefault(other => other.Name == name).Value ?? name switch
        {
            "MLFLOW_S3_ENDPOINT_URL" => service.Address.AbsoluteUri,
            "AWS_ACCESS_KEY_ID" => "key",
            "AWS_SECRET_ACCESS_KEY" => "hidden-value",
            _ => null,
        },
        TimeProvider = TimeProvider.System,
    });
}
