namespace Leat.Core;

/// <summary>Takes note of changes: to tell webhooks of them, for example. Safe for concurrent use.</summary>
public interface IChangeSink
{
    /// <summary>Takes note of a change that is committed. Never waits and never throws: what is done about a change must not hold up or
    /// fail whoever made it.</summary>
    void Publish(Change change);
}
