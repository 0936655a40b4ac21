namespace Leat.Core;

/// <summary>Moves what a store keeps beside its file into the file. Offered by stores whose file is not complete by itself while in
/// use.</summary>
/// <remarks>Acknowledged writes are durable without it; it is for people who copy the file.</remarks>
public interface IStoreCheckpoint
{
    /// <summary>Tries it. While other programs use the file, some data may stay beside it.</summary>
    Task CheckpointAsync(CancellationToken cancellationToken = default);
}
