using System.Collections;

namespace Leat.Protocol;

/// <summary>Converts lists between entities and messages. An empty list is omitted from a message, i.e. null.</summary>
internal static class MessageLists
{
    /// <summary>The list, with elements mapped while they are read, so that a long response never exists twice; null if empty.</summary>
    public static IReadOnlyList<TMessage>? ToMessages<TEntity, TMessage>(
        this IReadOnlyList<TEntity> entities, Func<TEntity, TMessage> map) =>
        entities.Count == 0 ? null : new MappedList<TEntity, TMessage>(entities, map);

    /// <summary>The list, mapped immediately; null gives an empty list.</summary>
    public static IReadOnlyList<TEntity> ToEntities<TMessage, TEntity>(
        this IReadOnlyList<TMessage>? messages, Func<TMessage, TEntity> map)
    {
        if (messages is null || messages.Count == 0)
            return [];
        var entities = new TEntity[messages.Count];
        for (var i = 0; i < entities.Length; i++)
            entities[i] = map(messages[i]);
        return entities;
    }

    /// <summary>The list, or null if it is empty.</summary>
    public static IReadOnlyList<string>? NullIfEmpty(this IReadOnlyList<string> list) => list.Count == 0 ? null : list;

    private sealed class MappedList<TEntity, TMessage>(IReadOnlyList<TEntity> entities, Func<TEntity, TMessage> map)
        : IReadOnlyList<TMessage>
    {
        public int Count => entities.Count;

        public TMessage this[int index] => map(entities[index]);

        public IEnumerator<TMessage> GetEnumerator()
        {
            for (var i = 0; i < entities.Count; i++)
                yield return map(entities[i]);
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
