using System.Buffers.Binary;
using System.Text;

namespace Leat.Transfer.TensorBoard;

/// <summary>Values of a tensor: TensorFlow's message <c>TensorProto</c>. Elements stand in a list of their type, or as bytes one after
/// another.</summary>
internal static class TensorValue
{
    private const uint TypeField = (1 << 3) | WireType.Varint;
    private const uint ShapeField = (2 << 3) | WireType.Bytes;
    private const uint ContentField = (4 << 3) | WireType.Bytes;
    private const uint TextField = (8 << 3) | WireType.Bytes;
    private const uint DimensionField = (2 << 3) | WireType.Bytes;
    private const uint DimensionSizeField = (1 << 3) | WireType.Varint;

    private const uint Floats = 5, Doubles = 6, Ints = 7, Int64s = 10, Bools = 11, Halves = 13, UInt32s = 16, UInt64s = 17;

    /// <summary>TensorFlow's <c>DataType</c>.</summary>
    private enum ElementType
    {
        Single = 1,
        Double = 2,
        Int32 = 3,
        UInt8 = 4,
        Int16 = 5,
        Int8 = 6,
        Int64 = 9,
        Bool = 10,
        BFloat16 = 14,
        UInt16 = 17,
        Half = 19,
        UInt32 = 22,
        UInt64 = 23,
    }

    /// <summary>Reads the number in a tensor that holds one.</summary>
    /// <returns>False if it holds none, several, or none of a type that has a counterpart.</returns>
    public static bool TryReadNumber(ReadOnlySpan<byte> tensor, out double number)
    {
        number = 0;
        var fields = new WireReader(tensor);
        var (type, count) = ((ElementType)0, 0);
        while (fields.Next())
        {
            if (fields.Key == TypeField)
            {
                type = (ElementType)Math.Min(fields.Number, int.MaxValue);
                continue;
            }

            var (field, isList) = (fields.Key >> 3, (fields.Key & WireType.Mask) == WireType.Bytes);
            if (fields.Key == ContentField ? fields.Bytes.IsEmpty : field is not (Floats or Doubles or Ints or Int64s or Bools or Halves or UInt32s or UInt64s))
                continue;
            count++;
            if (!(fields.Key == ContentField ? TryReadContent(fields.Bytes, type, out number)
                : isList ? TryReadList(fields.Bytes, field, type, out number)
                : TryConvert(fields.Number, fields.Key & WireType.Mask, field, type, out number)))
                return false;
        }

        // A list that is left out stands for a zero: the wire format drops what is 0 in single fields, and so do some writers in lists.
        return !fields.IsMalformed && (count == 1 || (count == 0 && type is > 0 and not (ElementType)7));
    }

    /// <summary>The elements of a tensor of texts, which may be any bytes.</summary>
    public static List<byte[]> ReadTexts(ReadOnlySpan<byte> tensor)
    {
        var fields = new WireReader(tensor);
        var texts = new List<byte[]>();
        while (fields.Next())
        {
            if (fields.Key == TextField)
                texts.Add(fields.Bytes.ToArray());
        }

        return texts;
    }

    /// <summary>A tensor of texts as one: an element a line, those of a row of a table beside each other.</summary>
    public static string ReadText(ReadOnlySpan<byte> tensor)
    {
        var fields = new WireReader(tensor);
        var (columns, first, text, count) = (1L, "", (StringBuilder?)null, 0L);
        while (fields.Next())
        {
            if (fields.Key == ShapeField)
            {
                columns = ColumnsOf(fields.Bytes);
                continue;
            }

            if (fields.Key != TextField)
                continue;
            var element = Encoding.UTF8.GetString(fields.Bytes);
            if (count == 0)
                first = element;
            else
                (text ??= new StringBuilder(first)).Append(count % columns == 0 ? "\n" : " | ").Append(element);
            count++;
        }

        return text?.ToString() ?? first;
    }

    /// <summary>How many elements are in a row of a table; 1 if it is none.</summary>
    private static long ColumnsOf(ReadOnlySpan<byte> shape)
    {
        var fields = new WireReader(shape);
        var (dimensions, last) = (0, 1L);
        while (fields.Next())
        {
            if (fields.Key != DimensionField)
                continue;
            var dimension = new WireReader(fields.Bytes);
            last = 0;
            while (dimension.Next())
            {
                if (dimension.Key == DimensionSizeField)
                    last = (long)dimension.Number;
            }

            dimensions++;
        }

        return dimensions > 1 ? Math.Max(last, 1) : 1;
    }

    private static bool TryReadList(ReadOnlySpan<byte> list, uint field, ElementType type, out double number)
    {
        number = 0;
        switch (field)
        {
            case Floats:
                return list.Length == sizeof(float) && TryConvert(BinaryPrimitives.ReadUInt32LittleEndian(list), WireType.Fixed32, field, type, out number);
            case Doubles:
                return list.Length == sizeof(double) && TryConvert(BinaryPrimitives.ReadUInt64LittleEndian(list), WireType.Fixed64, field, type, out number);
            default:
                return WireReader.TryReadVarint(ref list, out var bits) && list.IsEmpty && TryConvert(bits, WireType.Varint, field, type, out number);
        }
    }

    /// <summary>The number that an element of a list is.</summary>
    private static bool TryConvert(ulong bits, uint wireType, uint field, ElementType type, out double number)
    {
        var converted = (field, wireType) switch
        {
            (Floats, WireType.Fixed32) => BitConverter.UInt32BitsToSingle((uint)bits),
            (Doubles, WireType.Fixed64) => BitConverter.UInt64BitsToDouble(bits),
            (Ints, WireType.Varint) => (int)bits,
            (Int64s, WireType.Varint) => (long)bits,
            (Bools, WireType.Varint) => bits == 0 ? 0 : 1,
            (UInt32s, WireType.Varint) => (uint)bits,
            (UInt64s, WireType.Varint) => bits,
            (Halves, WireType.Varint) when type == ElementType.BFloat16 => BrainFloat((ushort)bits),
            (Halves, WireType.Varint) => (double)BitConverter.UInt16BitsToHalf((ushort)bits),
            _ => (double?)null,
        };
        number = converted ?? 0;
        return converted is not null;
    }

    /// <summary>The number in the bytes of a tensor with one element.</summary>
    private static bool TryReadContent(ReadOnlySpan<byte> bytes, ElementType type, out double number)
    {
        var read = (type, bytes.Length) switch
        {
            (ElementType.Single, sizeof(float)) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            (ElementType.Double, sizeof(double)) => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            (ElementType.Int32, sizeof(int)) => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            (ElementType.Int64, sizeof(long)) => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            (ElementType.UInt32, sizeof(uint)) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            (ElementType.UInt64, sizeof(ulong)) => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            (ElementType.Int16, sizeof(short)) => BinaryPrimitives.ReadInt16LittleEndian(bytes),
            (ElementType.UInt16, sizeof(ushort)) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            (ElementType.Half, sizeof(ushort)) => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
            (ElementType.BFloat16, sizeof(ushort)) => BrainFloat(BinaryPrimitives.ReadUInt16LittleEndian(bytes)),
            (ElementType.Int8, 1) => (sbyte)bytes[0],
            (ElementType.UInt8 or ElementType.Bool, 1) => bytes[0],
            _ => (double?)null,
        };
        number = read ?? 0;
        return read is not null;
    }

    private static float BrainFloat(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);
}
