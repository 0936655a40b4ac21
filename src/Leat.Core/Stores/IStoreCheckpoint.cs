namespace Leat.Core;

/// <summary>Moves what a store keeps beside its file into the file. Offered by stores whose file is not whole by itself while it is in use.</summary>
/// <remarks>What was acknowledged is durable before it. It is for people who copy the file.</remarks>
public interface IStoreCheckpoint
{
    /// <summary>Tries it. While other programs use the file, some may stay beside it.</summary>
    Task CheckpointAsync(CancellationToken cancellationToken = default);
}
