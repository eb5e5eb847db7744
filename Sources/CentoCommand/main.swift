print("cento")
