using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Leat.Protocol;

/// <summary>The metric keys of one batch: a batch names few metrics many times, and each name should be one string.</summary>
/// <remarks>A direct-mapped table: a key that finds another in its slot takes the slot. The default value caches nothing.</remarks>
internal struct KeyCache
{
    /// <summary>A training loop logs some dozens of metrics; 256 slots of 8 bytes are rented in a moment.</summary>
    private const int Slots = 256;

    private string?[]? _slots;

    public static KeyCache Rent() => new() { _slots = ArrayPool<string?>.Shared.Rent(Slots) };

    public void Return()
    {
        if (_slots is not null)
            ArrayPool<string?>.Shared.Return(_slots, clearArray: true);
        _slots = null;
    }

    /// <summary>Reads a text as a key; false if it is none.</summary>
    public readonly bool TryReadKey(ref Utf8JsonReader reader, out string? key)
    {
        key = null;
        if (!reader.Read() || reader.TokenType != JsonTokenType.String)
            return false;
        key = _slots is null || reader.ValueIsEscaped ? reader.GetString() : Find(ref reader);
        return true;
    }

    private readonly string Find(ref Utf8JsonReader reader)
    {
        var utf8 = reader.ValueSpan;
        ref var slot = ref _slots![Hash(utf8) % Slots];
        // Ascii.Equals is false for whatever is not ASCII, so that other keys are decoded each time.
        if (slot is null || !Ascii.Equals(utf8, slot))
            slot = reader.GetString()!;
        return slot;
    }

    /// <summary>Multiplicative over eight bytes at a time; collisions only cost a string.</summary>
    private static uint Hash(ReadOnlySpan<byte> utf8)
    {
        const ulong Factor = 0x9E3779B97F4A7C15;
        var hash = (ulong)utf8.Length;
        while (utf8.Length >= sizeof(ulong))
        {
            hash = (hash ^ MemoryMarshal.Read<ulong>(utf8)) * Factor;
            utf8 = utf8[sizeof(ulong)..];
        }

        foreach (var b in utf8)
            hash = (hash ^ b) * Factor;
        return (uint)(hash >> 32);
    }
}
