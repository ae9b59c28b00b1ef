export default definePageConfig({ navigationBarTitleText: '代记意见' })
