namespace Leat.Core;

/// <summary>Receives changes, for example to notify webhooks. Safe for concurrent use.</summary>
public interface IChangeSink
{
    /// <summary>Receives a committed change. Never waits and never throws: what happens because of a change must not delay the caller who
    /// made it, nor fail the call.</summary>
    void Publish(Change change);
}
